#include "review/http/http_server.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <thread>
#include <vector>

#include "review/http/http_session.h"

namespace labintake::review {
namespace {

namespace net = boost::asio;
using Code = boost::system::error_code;
using Tcp = net::ip::tcp;
using Local = net::local::stream_protocol;

constexpr int kNetworkThreads = 2;
constexpr int kBacklog = 128;
// When the system has no descriptor left for one more connection.
constexpr std::chrono::milliseconds kPause{100};

Error CannotListen(const std::string& where) {
  return {ErrorCode::kConfiguration,
          fmt::format("The server cannot listen on {}; another program may, or the address is not of this machine.",
                      where)};
}

class Server : public HttpServer {
 public:
  Server(HttpOptions options, HttpApplication& application)
      : options_(std::move(options)),
        hub_{application, options_},
        tcp_(context_),
        local_(context_),
        pause_(context_),
        stop_(context_) {}

  ~Server() override {
    Stop();
    slow_.reset();  // before what they post to
    handlers_.reset();
    if (!bound_path_.empty()) unlink(bound_path_.c_str());
  }

  Result<void> Open() {
    if (!options_.certificate_file.empty()) {
      if (auto loaded = LoadCertificate(); !loaded) return loaded;
    }
    auto listening = options_.listen.unix_path.empty() ? ListenTcp() : ListenLocal();
    if (!listening) return listening;
    const auto waiting = static_cast<std::size_t>(options_.limits.waiting);
    handlers_ = std::make_unique<HandlerThreads>(0, options_.handler_threads, waiting);
    slow_ = std::make_unique<HandlerThreads>(options_.handler_threads, options_.slow_threads, waiting);
    hub_.slow = slow_.get();
    hub_.handlers = handlers_.get();
    return {};
  }

  std::uint16_t port() const override {
    Code ignored;
    return options_.listen.unix_path.empty() ? tcp_.local_endpoint(ignored).port() : std::uint16_t{0};
  }

  void Run(int stop_fd) override {
    if (stop_fd >= 0) {
      Code error;
      stop_.assign(dup(stop_fd), error);
      stop_.async_wait(net::posix::stream_descriptor::wait_read, [this](Code failed) {
        if (!failed) context_.stop();
      });
    }
    options_.listen.unix_path.empty() ? Accept(tcp_) : Accept(local_);
    std::vector<std::thread> threads;
    for (int i = 1; i < kNetworkThreads; ++i) threads.emplace_back([this] { Work(); });
    Work();
    for (std::thread& thread : threads) thread.join();
  }

  void Stop() override { context_.stop(); }

 private:
  void Work() {
    for (;;) {
      try {
        context_.run();
        return;
      } catch (...) {
        // Too little memory for one step of one connection, which ends with it; the others go on.
      }
    }
  }

  Result<void> LoadCertificate() {
    try {
      tls_.emplace(net::ssl::context::tls_server);
      tls_->set_options(net::ssl::context::no_tlsv1 | net::ssl::context::no_tlsv1_1 |
                        net::ssl::context::no_compression);
      tls_->use_certificate_chain_file(options_.certificate_file);
      tls_->use_private_key_file(options_.key_file, net::ssl::context::pem);
      return {};
    } catch (const boost::system::system_error&) {
      return Fail(ErrorCode::kConfiguration,
                  "The certificate or its key cannot be used; both must be readable PEM files that belong together.");
    }
  }

  Result<void> ListenTcp() {
    const std::string where = fmt::format("{}:{}", options_.listen.host, options_.listen.port);
    Code error;
    const Tcp::endpoint endpoint(net::ip::make_address(options_.listen.host, error), options_.listen.port);
    if (!error) tcp_.open(endpoint.protocol(), error);
    if (!error) tcp_.set_option(Tcp::acceptor::reuse_address(true), error);
    if (!error) tcp_.bind(endpoint, error);
    if (!error) tcp_.listen(kBacklog, error);
    if (error) return tl::unexpected(CannotListen(where));
    return {};
  }

  // True for a socket that a server left behind when it was killed.
  static bool IsLeftOver(const std::string& path) {
    struct stat there {};
    if (lstat(path.c_str(), &there) != 0 || !S_ISSOCK(there.st_mode)) return false;
    net::io_context context;
    Local::socket probe(context);
    Code error;
    probe.connect(Local::endpoint(path), error);
    return error == net::error::connection_refused;
  }

  Result<void> ListenLocal() {
    const std::string& path = options_.listen.unix_path;
    if (IsLeftOver(path)) unlink(path.c_str());
    Code error;
    local_.open(Local(), error);
    if (!error) local_.bind(Local::endpoint(path), error);
    if (error) return tl::unexpected(CannotListen("unix:" + path));
    bound_path_ = path;
    // The group too, so that a proxy of another user can be let in.
    const bool opened = chmod(path.c_str(), 0660) == 0;
    local_.listen(kBacklog, error);
    if (error || !opened) return tl::unexpected(CannotListen("unix:" + path));
    return {};
  }

  template <class Acceptor>
  void Accept(Acceptor& acceptor) {
    acceptor.async_accept(net::make_strand(context_),
                          [this, &acceptor](Code error, typename Acceptor::protocol_type::socket socket) {
                            if (!error && hub_.connections < options_.limits.connections) {
                              Serve(std::move(socket));
                            } else if (error) {
                              pause_.expires_after(kPause);
                              pause_.async_wait([this, &acceptor](Code stopped) {
                                if (!stopped) Accept(acceptor);
                              });
                              return;
                            }
                            Accept(acceptor);
                          });
  }

  void Serve(Tcp::socket socket) {
    Code ignored;
    socket.set_option(Tcp::no_delay(true), ignored);
    const std::string peer = socket.remote_endpoint(ignored).address().to_string(ignored);
    Begin(PlainStream(net::generic::stream_protocol::socket(std::move(socket))), peer);
  }

  void Serve(Local::socket socket) {
    Begin(PlainStream(net::generic::stream_protocol::socket(std::move(socket))), "unix");
  }

  void Begin(PlainStream stream, const std::string& peer) {
    if (tls_) {
      std::make_shared<HttpSession<TlsStream>>(TlsStream(std::move(stream), *tls_), peer, hub_)->Begin();
    } else {
      std::make_shared<HttpSession<PlainStream>>(std::move(stream), peer, hub_)->Begin();
    }
  }

  const HttpOptions options_;
  SessionHub hub_;
  std::optional<net::ssl::context> tls_;
  net::io_context context_;  // after what its sessions use
  Tcp::acceptor tcp_;
  Local::acceptor local_;
  net::steady_timer pause_;
  net::posix::stream_descriptor stop_;
  std::string bound_path_;
  std::unique_ptr<HandlerThreads> handlers_, slow_;
};

}  // namespace

Result<std::unique_ptr<HttpServer>> HttpServer::Open(HttpOptions options, HttpApplication& application) {
  if (options.certificate_file.empty() != options.key_file.empty()) {
    return Fail(ErrorCode::kConfiguration,
                "A certificate needs its key, and a key its certificate; give both files or none.");
  }
  auto server = std::make_unique<Server>(std::move(options), application);
  if (auto opened = server->Open(); !opened) return tl::unexpected(opened.error());
  return server;
}

}  // namespace labintake::review

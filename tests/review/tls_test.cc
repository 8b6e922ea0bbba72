// TLS with a certificate that is made here: who speaks it is served, who does not, or speaks an old version, is not.
#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <thread>

#include "review/http/http_server.h"
#include "tests/review/raw_client.h"

namespace labintake::review::testing {
namespace {

class SaysTls : public HttpApplication {
 public:
  std::uint64_t BodyLimit(const Request&) const override { return 1000; }
  bool IsSlow(const Request&) const override { return false; }
  std::optional<Response> Refuse(const Request&, int) override { return std::nullopt; }
  Response Handle(const Request& request, int) override {
    return {200, "text/plain", request.tls ? "secret" : "in the clear", {}};
  }
  Response Trouble(int status) const override { return {status, "text/plain", "trouble", {}}; }
};

// A key and a certificate for localhost, signed by itself, in two files.
void MakeCertificate(const std::string& certificate_file, const std::string& key_file) {
  EVP_PKEY* const key = EVP_EC_gen("P-256");
  X509* const certificate = X509_new();
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate), -3600);
  X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
  X509_set_pubkey(certificate, key);
  X509_NAME* const name = X509_get_subject_name(certificate);
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("localhost"), -1, -1, 0);
  X509_set_issuer_name(certificate, name);
  X509_sign(certificate, key, EVP_sha256());
  std::FILE* file = std::fopen(certificate_file.c_str(), "w");
  PEM_write_X509(file, certificate);
  std::fclose(file);
  file = std::fopen(key_file.c_str(), "w");
  PEM_write_PrivateKey(file, key, nullptr, nullptr, 0, nullptr, nullptr);
  std::fclose(file);
  X509_free(certificate);
  EVP_PKEY_free(key);
}

class TlsTest : public ::testing::Test {
 protected:
  TlsTest() {
    std::string folder = (std::filesystem::temp_directory_path() / "labintake-tls-XXXXXX").string();
    if (mkdtemp(folder.data()) == nullptr) abort();
    folder_ = folder;
    options_.listen = *ParseListenAddress("127.0.0.1:0");
    options_.certificate_file = folder_ + "/certificate.pem";
    options_.key_file = folder_ + "/key.pem";
    MakeCertificate(options_.certificate_file, options_.key_file);
    auto opened = HttpServer::Open(options_, application_);
    if (!opened) abort();
    server_ = *std::move(opened);
    thread_ = std::thread([this] { server_->Run(-1); });
  }
  ~TlsTest() override {
    server_->Stop();
    thread_.join();
    std::filesystem::remove_all(folder_);
  }

  // What the server answers to a client that speaks at most `version`; "" where they do not come together.
  std::string Ask(int version) {
    SSL_CTX* const context = SSL_CTX_new(TLS_client_method());
    SSL_CTX_set_security_level(context, 0);  // so that this client would speak the old versions
    SSL_CTX_set_min_proto_version(context, 0);
    SSL_CTX_set_max_proto_version(context, version);
    SSL_CTX_load_verify_locations(context, options_.certificate_file.c_str(), nullptr);
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(server_->port());
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    std::string answer;
    SSL* const ssl = SSL_new(context);
    if (connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
      SSL_set_fd(ssl, fd);
      if (SSL_connect(ssl) == 1) {
        const std::string request = HttpText("GET", "/", "Connection: close\r\n");
        SSL_write(ssl, request.data(), static_cast<int>(request.size()));
        char buffer[4096];
        for (int n = 0; (n = SSL_read(ssl, buffer, sizeof buffer)) > 0;)
          answer.append(buffer, static_cast<std::size_t>(n));
      }
    }
    SSL_free(ssl);
    SSL_CTX_free(context);
    close(fd);
    return answer;
  }

  std::string folder_;
  SaysTls application_;
  HttpOptions options_;
  std::unique_ptr<HttpServer> server_;
  std::thread thread_;
};

TEST_F(TlsTest, IsSpoken) {
  EXPECT_TRUE(Ask(TLS1_3_VERSION).ends_with("\r\n\r\nsecret"));
  EXPECT_TRUE(Ask(TLS1_2_VERSION).ends_with("\r\n\r\nsecret"));
}

TEST_F(TlsTest, OldVersionsAreNot) {
  EXPECT_EQ(Ask(TLS1_1_VERSION), "");
  EXPECT_EQ(Ask(TLS1_VERSION), "");
}

TEST_F(TlsTest, NothingIsSaidInTheClear) {
  RawClient client(server_->port());
  client.Send(HttpText("GET", "/"));
  const std::string answer = client.ReadAll();
  EXPECT_EQ(answer.find("HTTP"), std::string::npos);
  EXPECT_TRUE(Ask(TLS1_3_VERSION).ends_with("secret")) << "and it still serves";
}

TEST_F(TlsTest, AKeyOfAnotherCertificateIsRefused) {
  MakeCertificate(folder_ + "/other.pem", folder_ + "/other-key.pem");
  HttpOptions wrong = options_;
  wrong.key_file = folder_ + "/other-key.pem";
  const auto opened = HttpServer::Open(wrong, application_);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::kConfiguration);
}

}  // namespace
}  // namespace labintake::review::testing

#include "extractors/scan/page_language.h"

#include <gtest/gtest.h>

#include <map>
#include <sstream>

namespace labintake::scan {
namespace {

std::vector<std::string> Words(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> out;
  for (std::string word; in >> word;) out.push_back(word);
  return out;
}

const std::map<std::string, std::string> kSentences = {
    {"en", "Test Result Units Reference Range The sample was received and should be stored with the others"},
    {"de",
     "Untersuchung Ergebnis Einheit Referenzbereich Der Befund ist nicht von der Probe und wird auch bei dem "
     "Patienten"},
    {"fr",
     "Examen Résultat Unités Valeurs de référence Le prélèvement est reçu par le laboratoire dans les deux heures avec "
     "une ordonnance"},
    {"es",
     "Prueba Resultado Unidades Valores de referencia El paciente no ha tomado los medicamentos para la prueba según "
     "las normas"},
    {"it",
     "Esame Risultato Unità Valori di riferimento Il campione non è stato conservato nella provetta della paziente che "
     "deve essere"},
    {"nl",
     "Bepaling Uitslag Eenheid Referentiewaarden Het monster is niet van de patiënt en wordt door het laboratorium "
     "voor onderzoek"},
    {"pl",
     "Badanie Wynik Jednostka Zakres referencyjny Materiał jest przez laboratorium oraz nie może być który lub dla "
     "pacjenta"},
    {"pt",
     "Exame Resultado Unidade Valores de referência O material não foi recebido pelo laboratório com os seus dados "
     "quando uma"},
    {"tr", "Tetkik Sonuç Birim Referans Aralığı Numune ve sonuç için bir hasta ile daha sonra göre olarak"},
};

TEST(PageLanguage, OfNineLanguages) {
  for (const auto& [language, text] : kSentences) EXPECT_EQ(PageLanguage(Words(text)), language);
}

TEST(PageLanguage, AccentsMayBeMissing) {
  EXPECT_EQ(
      PageLanguage(Words("Examen Resultat Unites Le prelevement est recu par le laboratoire dans les heures avec une")),
      "fr");
  EXPECT_EQ(PageLanguage(Words("Tetkik Sonuc Birim ve icin bir ile gore olarak")), "tr");
}

TEST(PageLanguage, LetterCaseDoesNotCount) {
  EXPECT_EQ(PageLanguage(Words("UNTERSUCHUNG ERGEBNIS EINHEIT DER BEFUND IST NICHT VON DER PROBE")), "de");
}

TEST(PageLanguage, UnknownWhereNothingStandsOut) {
  EXPECT_EQ(PageLanguage({}), "");
  EXPECT_EQ(PageLanguage({"4.4", "mmol/L", "10-20", "xyzzy"}), "");
  EXPECT_EQ(PageLanguage(Words("the and should der und nicht")), "");
}

TEST(PageLanguage, KnownWords) {
  for (const char* word : {"the", "Result", "Ergebnis", "résultat", "resultat", "UITSLAG"})
    EXPECT_TRUE(IsKnownWord(word)) << word;
  for (const char* word : {"", "xyzzy", "4.4", "mmol/L"}) EXPECT_FALSE(IsKnownWord(word)) << word;
}

TEST(PageLanguage, ModelsOfLanguages) {
  for (const auto& [language, text] : kSentences) EXPECT_EQ(ModelOf(language).size(), 3U) << language;
  EXPECT_EQ(ModelOf("de"), "deu");
  EXPECT_EQ(ModelOf("nl"), "nld");
  EXPECT_EQ(ModelOf(""), "");
  EXPECT_EQ(ModelOf("xx"), "");
}

}  // namespace
}  // namespace labintake::scan

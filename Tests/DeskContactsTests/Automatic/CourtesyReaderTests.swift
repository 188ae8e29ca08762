import DeskContacts
import Testing

@Suite("Courtesy")
struct CourtesyReaderTests {
    @Test(
        "polite last words ask for nothing",
        arguments: [
            "Kiitos!", "KIITOS PALJON AVUSTA", "Kiitos nopeasta vastauksesta ja", "Thanks a lot for your quick reply!",
            "thank you so much", "Kiitti 👍", "👍", "Hei,\n\nkiitos avusta!\n\nYstävällisin terveisin\nAnna",
            "Thanks!\n\nOn Mon, 2 March 2026 Desk wrote:\n> Is it fixed? Call 12345",
            "Kiitos\n-- \nAnna Virta, 040 123 4567", "Mukavaa viikonloppua ja kiitos",
            "Thanks for your help!", "Thanks for your\nquick answer",
            "Thank you very much for the reply. Have a nice day!",
            "Kiitos nopeasta avusta!", "Moi, kiitos vastauksesta", "Thanks again, Anna", "Thanks Anna for the help",
        ])
    func courtesy(_ text: String) {
        #expect(CourtesyReader.demand(of: text, names: ["Anna Virta", "ja"]) == .courtesy)
    }

    @Test(
        "anything else needs an answer",
        arguments: [
            "", "  \n", "> Thanks", "Thanks, but it still fails", "Kiitos, mutta ei toimi", "Thanks?", "Kiitos 2",
            "Hello", "Great", "Kiitos vielä yksi asia", "Спасибо", "Danke", "Thanks for nothing", "ok",
            "👍 but no",
            // Every word of these can be polite; together they ask for something.
            "Hi, help! Thanks", "Hi, have you the answer. Thanks", "Reply, thanks", "Thanks, reply", "Thanks! Help!",
            "Thanks, help", "Thanks\nHelp", "Quick, thanks", "The answer, thanks",
            "Help for all. Thanks", "Again, thanks",
            "Hei, avusta! Kiitos", "Kiitos, avusta", "Avusta nopeasta. Kiitos", "Dear all, for help: thanks",
            "Have it, thanks", "Hello you, thanks",
        ])
    func needsAnswer(_ text: String) {
        #expect(CourtesyReader.demand(of: text) == .needsAnswer)
    }

    @Test("an attachment has to be looked at; long texts are not read")
    func other() {
        #expect(CourtesyReader.demand(of: "Kiitos", hasAttachments: true) == .needsAnswer)
        #expect(
            CourtesyReader.demand(of: String(repeating: "kiitos ", count: 200)) == .needsAnswer)
    }
}

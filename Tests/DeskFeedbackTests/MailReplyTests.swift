import DeskFeedback
import DeskPrimitives
import DeskTestKit
import Testing

@Suite("Mails in reply to an invitation")
struct MailReplyTests {
    @Test(
        "What the person wrote is told from what the mail program put below it",
        arguments: [
            ("9", "9"), ("9\n> 1", "9"), ("\r\n 9 kiitos \r\n\r\n> Arvioi 0 … 10\r\n", " 9 kiitos "),
            ("9\n\nOn Mon, 2 Mar 2026 at 9:05, Desk <a@b.example>\nwrote:\n> 4", "9"),
            ("9\n\nOn Mon, 2 Mar 2026 at 9:05, Desk <a@b.example> wrote:\n4", "9"),
            ("9\nma 2. maalisk. 2026 klo 9.05 Kaupunki (a@b.example) kirjoitti:\n4", "9"),
            ("9\n\n-----Original Message-----\nFrom: a\n4", "9"), ("9\n----- Alkuperäinen viesti -----\n4", "9"),
            ("9\n\nLähettäjä: Kaupunki\nLähetetty: eilen\n4", "9"),
            ("9\n________________________________\nFrom: a\n4", "9"),
            ("9\n-- \nMaija 0401234567", "9"), ("> 4", ""), ("", ""),
            ("From: is a word\nand so is this", "From: is a word\nand so is this"),
            ("On the whole fine\n9", "On the whole fine\n9"), ("Aihe: katuvalo ei pala", "Aihe: katuvalo ei pala"),
        ])
    func ownWords(text: String, expected: String) {
        #expect(MailReply.ownWords(of: text) == expected)
    }

    private func survey() throws -> Survey {
        try Survey(
            id: "s",
            questions: [
                SurveyQuestion(id: "resolved", role: .resolved, scale: .yesNo, text: LocalizedText(en: "?", fi: "?")),
                SurveyQuestion(
                    id: "service", role: .service, scale: .service1to5, text: LocalizedText(en: "?", fi: "?")),
                SurveyQuestion(
                    id: "recommend", role: .recommend, scale: .recommend0to10, text: LocalizedText(en: "?", fi: "?")),
            ], invitation: LocalizedText(en: "{link}", fi: "{link}"))
    }

    @Test("It is an answer only when one question alone can be meant")
    func meaning() throws {
        let survey = try survey()
        let read = { (text: String) in MailReply(text, survey: survey) }
        #expect(read("9 kiitos\n> 1") == .answer(SurveyEdit.Answer("recommend", 9), comment: nil))
        #expect(read("kyllä") == .answer(SurveyEdit.Answer("resolved", 1), comment: nil))
        #expect(read("4/5") == .answer(SurveyEdit.Answer("service", 4), comment: nil))
        #expect(read("4") == .unread(.ambiguous), "the service, or whether they recommend us")
        #expect(
            MailReply("4", survey: survey, asking: ["service"])
                == .answer(SurveyEdit.Answer("service", 4), comment: nil))
        #expect(read("> 9") == .unread(.empty))
        #expect(read("11") == .unread(.outsideScale))
        #expect(read("Lopeta") == .optOut)
        #expect(read("Hei, katuvalo Koulukadulla on taas pimeänä, mitä teen?") == .notForSurvey)
    }

    @Test("Whatever the mail, an answer lies on its scale, and what is read is a beginning of it", arguments: 0..<4)
    func anything(seed: UInt64) throws {
        let survey = try survey()
        var random = SeededGenerator(seed: seed)
        let pieces = [
            "9", "0", "4", "\n", "> ", "kiitos", "wrote:", "kirjoitti:", "-----", "From:", " ", "\r\n", "ei", "10",
            "-- ", "ö", "\u{0}",
        ]
        for _ in 0..<500 {
            let text = (0..<random.integer(in: 0...14)).compactMap { _ in random.pick(pieces) }.joined()
            let own = MailReply.ownWords(of: text)
            #expect(own.utf8.count <= text.utf8.count, "seed \(seed): \(text.debugDescription)")
            #expect(MailReply.ownWords(of: own) == own, "seed \(seed): \(text.debugDescription)")
            if case .answer(let answer, _) = MailReply(text, survey: survey), let value = answer.value {
                #expect(survey.question(answer.question)?.scale.range.contains(value) == true, "seed \(seed)")
            }
        }
    }
}

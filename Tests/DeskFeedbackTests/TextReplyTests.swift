import DeskFeedback
import DeskPrimitives
import DeskTestKit
import Testing

@Suite("Answers by message")
struct TextReplyTests {
    @Test(
        "What can mean one thing only is read",
        arguments: [
            ("9", 9), (" 9 ", 9), ("9.", 9), ("9!", 9), ("9 kiitos", 9), ("9, kiitos!", 9), ("9,kiitos", 9),
            ("Kiitos 9", 9), ("10", 10), ("0", 0), ("010", 10), ("10/10", 10), ("9 / 10", 9), ("9 out of 10", 9),
            ("9 of 10", 9), ("9 kymmenestä", 9), ("kymmenen", 10), ("KYMMENEN!", 10), ("yhdeksän", 9),
            ("yhdeksa\u{308}n", 9), ("yhdeksan", 9), ("kymppi", 10), ("täysi kymppi", 10), ("Annan kympin", 10),
            ("ysi", 9), ("kasi", 8), ("seiska", 7), ("nolla", 0), ("ten", 10), ("Nine, thanks", 9), ("a ten", 10),
            ("zero points", 0), ("Arvosana 8 palvelusta", 8), ("9 koska sain heti apua", 9), ("٩", 9), ("９", 9),
            ("9️⃣", 9), ("🔟", 10), ("👍 9", 9), ("Hei! 7. Kiitos palvelusta", 7), ("10 10", 10), ("9, asia 4711", 9),
            ("Annan arvosanan 9 vaikka jonotin 15 minuuttia", 9), ("hyvää palvelua 9", 9), ("- 8", 8), ("+9", 9),
            ("9 t. Maija", 9), ("9\n\nLähetetty puhelimesta", 9),
        ])
    func read(text: String, value: UInt8) {
        #expect(TextReply(text, scale: .recommend0to10).value == value)
    }

    @Test(
        "What could mean something else is not guessed",
        arguments: [
            ("", TextReply.Flaw.empty), (" \n", .empty), ("👍", .noAnswer), ("...", .noAnswer), ("kiitos", .noAnswer),
            ("11", .outsideScale), ("100", .outsideScale), ("-1", .outsideScale), ("−3", .outsideScale),
            ("99999999999999999999999", .outsideScale), ("4/5", .otherScale), ("3 of 5", .otherScale),
            ("80/100", .otherScale),
            ("9,5", .notWhole), ("9.5", .notWhole), ("8½", .notWhole), ("8+", .notWhole), ("8 tai 9", .ambiguous),
            ("8-9", .ambiguous), ("8–9", .ambiguous), ("7 8", .ambiguous), ("1. roskat 2. lasku", .ambiguous),
            ("soitin 3 kertaa", .noAnswer), ("odotin 5 min", .noAnswer), ("3 tuntia jonossa", .noAnswer),
            ("klo 9", .noAnswer), ("asia 7", .noAnswer), ("Koulukatu 5", .noAnswer), ("one of the best", .ambiguous),
            ("yksi juttu vielä", .ambiguous), ("talossa 3 asuntoa ilman vettä", .ambiguous), ("NaN", .noAnswer),
        ])
    func unread(text: String, flaw: TextReply.Flaw) {
        #expect(TextReply(text, scale: .recommend0to10) == .unread(flaw))
        for language in [LanguageTag.finnish, .english] { #expect(!flaw.sentence(in: language).isEmpty) }
    }

    @Test(
        "Who says stop is not asked again, who says no thanks not this time",
        arguments: [
            ("STOP", TextReply.optOut), ("Stop!", .optOut), ("lopeta", .optOut), ("Älkää lähettäkö", .optOut),
            ("no more surveys", .optOut), ("Ei kiitos", .declined), ("no thanks", .declined),
            ("en osaa sanoa", .declined),
        ])
    func refusals(text: String, reply: TextReply) {
        #expect(TextReply(text, scale: .recommend0to10) == reply)
        #expect(TextReply(text, scale: .yesNo) == reply)
    }

    @Test(
        "Yes and no in both languages; “no problems” is neither",
        arguments: [
            ("Kyllä", 1), ("joo", 1), ("kyllä hoitui, kiitos", 1), ("Yes it was", 1), ("y", 1), ("1", 1), ("ei", 0),
            ("Ei hoitunut", 0), ("no", 0), ("Not", nil), ("ei ongelmia", nil), ("no problems", nil), ("0", 0),
            ("2", nil),
            ("kyllä ja ei", nil), ("ehkä", nil),
        ])
    func yesNo(text: String, value: UInt8?) {
        #expect(TextReply(text, scale: .yesNo).value == value)
    }

    @Test("What was written besides an answer is kept with it, courtesies are not")
    func rest() {
        #expect(TextReply("9 kiitos", scale: .recommend0to10) == .answer(9, rest: nil))
        #expect(
            TextReply("3, jouduin soittamaan monta kertaa", scale: .recommend0to10)
                == .answer(3, rest: "jouduin soittamaan monta kertaa"))
        #expect(
            TextReply("ihan hyvä palvelu 8", scale: .recommend0to10) == .answer(8, rest: "ihan hyvä palvelu 8"))
    }

    @Test("Hostile messages are read in time that grows with their length, and trap nothing")
    func hostile() {
        let long = String(repeating: "9", count: TextReply.maximumBytes)
        #expect(TextReply(long, scale: .recommend0to10) == .unread(.outsideScale))
        #expect(TextReply(long + "9", scale: .recommend0to10) == .unread(.tooLong))
        #expect(TextReply(String(repeating: "9 ", count: 1_000), scale: .recommend0to10).value == 9)
        #expect(TextReply(String(repeating: "/", count: 2_000), scale: .recommend0to10) == .unread(.noAnswer))
        #expect(TextReply(String(repeating: "9/", count: 1_000), scale: .recommend0to10).value == nil)
        #expect(TextReply("9\u{202E}\u{200B}", scale: .recommend0to10).value == 9)
        #expect(TextReply("9\u{0301}", scale: .recommend0to10).value == nil, "a digit with an accent is no digit")
        #expect(TextReply("<script>9</script>", scale: .recommend0to10) == .unread(.ambiguous))
        #expect(TextReply("9; DROP TABLE answers", scale: .recommend0to10).value == 9)
    }

    @Test("Whatever the message, an answer lies on its scale and reading it again gives the same")
    func property() {
        let pieces = [
            "9", "10", "11", "-", "/", "kiitos", "kymmenen", "one", " ", ",", ".", "ei", "kyllä", "min", "🔟", "½", "\n",
            "asia",
            "STOP", "a", "\u{200D}", "0", "٣", "of", "out", "#",
        ]
        for seed in 0..<UInt64(cases(2_000)) {
            var generator = SeededGenerator(seed: seed)
            var text = ""
            for _ in 0..<generator.integer(in: 0...9) {
                text += (generator.pick(pieces) ?? "") + (generator.chance(1, in: 2) ? " " : "")
            }
            for scale in [Scale.recommend0to10, .service1to5, .yesNo, .effort1to7] {
                let reply = TextReply(text, scale: scale)
                #expect(reply == TextReply(text, scale: scale), "seed \(seed)")
                if let value = reply.value { #expect(scale.range.contains(value), "seed \(seed): \(text)") }
            }
        }
    }

    @Test("Every whole number of a scale is read in all its forms and no other number is", arguments: 0...120)
    func numbers(number: Int) {
        for scale in [Scale.recommend0to10, .service1to5, .effort1to7] {
            let isInside = (Int(scale.range.lowerBound)...Int(scale.range.upperBound)).contains(number)
            for text in ["\(number)", "\(number) kiitos", "Hei, \(number)!", "\(number)/\(scale.range.upperBound)"] {
                #expect(
                    TextReply(text, scale: scale).value.map(Int.init) == (isInside ? number : nil),
                    "\(text) on \(scale)")
            }
        }
    }

    @Test(
        "Reasons by number, in one's own words, or both",
        arguments: [
            ("1", ReasonReply.reasons(["wait"], comment: nil)), ("1 ja 3", .reasons(["rules", "wait"], comment: nil)),
            ("2,1", .unread(.empty)), ("1 3", .reasons(["rules", "wait"], comment: nil)),
            ("1, linja katkesi kahdesti", .reasons(["wait"], comment: "1, linja katkesi kahdesti")),
            ("Kukaan ei soittanut", .reasons([], comment: "Kukaan ei soittanut")), ("7", .reasons([], comment: "7")),
            ("", .unread(.empty)), ("STOP", .optOut), ("en halua", .declined),
        ])
    func reasons(text: String, reply: ReasonReply) {
        let read = ReasonReply(text, among: Samples.reasons.filter { !$0.isPraise })
        if text == "2,1" {
            // Taken for a fraction and so for words of the person: kept, not guessed.
            #expect(read == .reasons([], comment: "2,1"))
        } else {
            #expect(read == reply)
        }
    }

    @Test("A rated message dialogue asks one question after the other, then the reasons, then nothing")
    func dialogue() throws {
        let survey = try Samples.reasonedSurvey()
        var invitation = try Samples.dialogueInvitation(survey)
        var dialogue = try #require(invitation.dialogue)
        #expect(
            dialogue.text(of: survey, in: .finnish, as: .opening, case: "case-1")
                == "Kiitos yhteydenotosta. Ratkesiko asia? Vastaa KYLLÄ tai EI. Jos et halua kyselyitä, vastaa LOPETA.")
        var response: SurveyResponse?
        var asked: [SurveyDialogue.Step] = []
        for message in ["kyllä", "2", "3 oli hidasta", "4"] {
            asked.append(dialogue.step)
            guard case .answer(let answer, let comment) = dialogue.move(for: message, survey: survey, at: Samples.start)
            else {
                Issue.record("not read: \(message)")
                return
            }
            let edit = SurveyEdit(
                revision: response?.nextRevision ?? 1, at: Samples.start, answers: [answer],
                comment: comment.map { .set($0) } ?? .keep)
            let next = try response?.applying(edit) ?? SurveyResponse(to: invitation, survey: survey, edit: edit)
            response = next
            dialogue = dialogue.advancing(survey, response: next, asksReasons: true, at: Samples.start)
            invitation = invitation.continuing(dialogue)
        }
        #expect(asked == ["resolved", "service", "recommend", "effort"].map { .question($0) })
        #expect(dialogue.step == .reasons)
        #expect(
            dialogue.text(of: survey, in: .english, case: "c")
                == "We are sorry that it did not go well. What went wrong? Answer with numbers or in your own words. "
                + "1 I had to wait, 2 Unfriendly, 3 The rules")
        #expect(
            dialogue.move(for: "2 ja 3", survey: survey, at: Samples.start)
                == .reasons(["rules", "tone"], comment: nil))
        let late = Samples.start + SurveyDialogue.wordsWithin + .seconds(1)
        #expect(dialogue.move(for: "Roskat hakematta", survey: survey, at: late) == .notForSurvey)
        let done = try #require(response)
        #expect(done.isComplete && done.comment == "oli hidasta")
        #expect(dialogue.advancing(survey, response: done, asksReasons: true, at: Samples.start).step == .over)
        #expect(dialogue.ending().move(for: "9", survey: survey, at: Samples.start) == .notForSurvey)
    }

    @Test("What cannot be read is named, asked again twice, and then left")
    func unreadDialogue() throws {
        let survey = try Samples.reasonedSurvey()
        var dialogue = SurveyDialogue(survey)
        for number in 1...2 {
            #expect(dialogue.move(for: "ehkä", survey: survey, at: Samples.start) == .askAgain(.noAnswer))
            dialogue = dialogue.noting(unread: .noAnswer, contact: try ContactID("m\(number)"), at: Samples.start)
        }
        #expect(
            dialogue.unreadText(of: survey, in: .finnish)
                == "Valitettavasti emme saaneet selvää vastauksesta. Vastaa KYLLÄ tai EI.")
        #expect(dialogue.move(for: "ehkä", survey: survey, at: Samples.start) == .giveUp(.noAnswer))
        dialogue = dialogue.noting(unread: .noAnswer, contact: "m3", at: Samples.start)
        #expect(dialogue.step == .over)
        #expect(dialogue.unread.map(\.contact) == ["m1", "m2", "m3"])
        #expect(dialogue.unreadCount == 3)
        for _ in 0..<100 { dialogue = dialogue.noting(unread: .empty, contact: nil, at: Samples.start) }
        #expect(dialogue.unread.count == SurveyDialogue.maximumUnread && dialogue.unreadCount == 103)
    }

    @Test("A new matter that comes instead of an answer is not taken for one")
    func newMatter() throws {
        let survey = try Samples.reasonedSurvey()
        let dialogue = SurveyDialogue(survey)
        let text = "Hei, roska-astiaa ei ole tyhjennetty Koulukadulla kahteen viikkoon"
        #expect(dialogue.move(for: text, survey: survey, at: Samples.start) == .notForSurvey)
        #expect(dialogue.move(for: "STOP", survey: survey, at: Samples.start) == .optOut)
        #expect(dialogue.move(for: "ei kiitos", survey: survey, at: Samples.start) == .declined)
    }
}

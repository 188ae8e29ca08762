import DeskContacts
import DeskPrimitives
import Testing

@Suite("Threads")
struct ThreadTests {
    private let policy = ThreadPolicy.standard

    private func candidate(
        _ id: CaseID, person: PersonID = "p", topic: TopicID? = "waste", subject: String? = nil,
        last: Instant = morning - .days(1), _ standing: ThreadCandidate.Standing = .open, referenced: Bool = false,
        tagged: Bool = false
    ) -> ThreadCandidate {
        ThreadCandidate(
            caseID: id, person: person, topic: topic, channel: "mail", subject: subject, lastContactAt: last,
            standing: standing, isReferenced: referenced, isTagged: tagged)
    }

    private func decide(
        _ candidates: [ThreadCandidate], topic: TopicID? = "waste", subject: String? = nil,
        _ demand: DemandFlag = .needsAnswer, policy: ThreadPolicy? = nil
    ) -> ThreadDecision {
        ThreadResolver.decide(
            for: ThreadQuestion(
                person: "p", channel: "chat", topic: topic, subject: subject, demand: demand, at: morning),
            among: candidates, policy: policy ?? self.policy)
    }

    @Test("tag before reference before topic before nothing")
    func order() {
        let topic = candidate("topic", last: morning)
        let reference = candidate("reference", topic: "bill", last: morning - .days(2), referenced: true)
        let tag = candidate("tag", topic: "bill", last: morning - .days(3), tagged: true)
        #expect(decide([topic, reference, tag]) == .join("tag", reopens: false, because: .tag))
        #expect(decide([topic, reference]) == .join("reference", reopens: false, because: .reference))
        #expect(decide([topic]) == .join("topic", reopens: false, because: .sameTopic))
        #expect(decide([]) == .new(linkedTo: nil, because: .noFit))
    }

    @Test("the latest contact decides among several, then the smallest id")
    func tieBreak() {
        let old = candidate("a", last: morning - .days(2))
        let new = candidate("c")
        let same = candidate("b")
        #expect(decide([old, new, same]) == .join("b", reopens: false, because: .sameTopic))
        #expect(decide([same, new, old]) == .join("b", reopens: false, because: .sameTopic))
    }

    @Test("a reference whose subject and topic differ is another matter")
    func otherMatter() {
        func reference(_ subject: String?, topic: TopicID? = "bill") -> [ThreadCandidate] {
            [candidate("r", topic: topic, subject: subject, referenced: true)]
        }
        let joined = ThreadDecision.join("r", reopens: false, because: .reference)
        let other = ThreadDecision.new(linkedTo: nil, because: .otherMatter)
        #expect(decide(reference("The bin"), subject: "A new bill") == other)
        #expect(decide(reference("The bin"), topic: nil, subject: "A new bill") == other)
        #expect(decide(reference("The bin", topic: nil), topic: nil, subject: "A new bill") == other)
        #expect(decide(reference("The bin", topic: "waste"), subject: "A new bill") == joined)
        #expect(decide(reference("The bin"), subject: "Re: the bin") == joined)
        #expect(decide(reference("The bin"), subject: nil) == joined)
        #expect(decide(reference("The bin"), subject: " ") == joined)
        #expect(decide(reference(nil), subject: "A new bill") == joined)
        // The tag says which case it is, whatever the subject has become.
        let tagged = candidate("r", topic: "bill", subject: "The bin", referenced: true, tagged: true)
        #expect(decide([tagged], subject: "A new bill [#r]") == .join("r", reopens: false, because: .tag))
        // Another case of the person on the topic still takes it.
        #expect(
            decide(reference("The bin") + [candidate("t")], subject: "A new bill")
                == .join("t", reopens: false, because: .sameTopic))
    }

    @Test(
        "subject lines are compared as people see them",
        arguments: [
            "the bin", "RE: The bin", "Re: Re: the bin", "Fwd: the bin", "VS: the bin", "Vs: Vl: the bin",
            "SV: the bin",
            "AW: the bin", "Re[2]: the bin", "re (3) : the bin", "TR : the bin", "Re： the bin", "[#case-1] the bin",
            "Re: [#case-1] the bin", "Re:the   bin ", "[#a] Re: [#b] Vs: the bin",
        ])
    func subjects(line: String) {
        let hit = candidate("r", topic: "bill", subject: "The bin", referenced: true)
        #expect(decide([hit], subject: line) == .join("r", reopens: false, because: .reference))
        let back = candidate("r", topic: "bill", subject: line, referenced: true)
        #expect(decide([back], subject: "The bin") == .join("r", reopens: false, because: .reference))
    }

    @Test("words that only look like reply marks stay", arguments: ["Refund the bin", "Re the bin", "Re[x]: the bin"])
    func otherSubjects(line: String) {
        let hit = candidate("r", topic: "bill", subject: "The bin", referenced: true)
        #expect(decide([hit], subject: line) == .new(linkedTo: nil, because: .otherMatter))
    }

    @Test("an open case takes the topic of its person within the window, to the microsecond")
    func joinWindow() {
        let edge = morning - .days(14)
        let before = edge - TimeSpan(microseconds: 1)
        #expect(decide([candidate("c", last: edge)]) == .join("c", reopens: false, because: .sameTopic))
        #expect(decide([candidate("c", last: before)]) == .new(linkedTo: nil, because: .noFit))
        // Handed over late: the case has moved on since.
        let late = morning + .days(14)
        #expect(decide([candidate("c", last: late)]) == .join("c", reopens: false, because: .sameTopic))
        #expect(
            decide([candidate("c", last: late + TimeSpan(microseconds: 1))]) == .new(linkedTo: nil, because: .noFit))
        #expect(decide([candidate("c", person: "q")]) == .new(linkedTo: nil, because: .noFit))
        #expect(decide([candidate("c", topic: "bill")]) == .new(linkedTo: nil, because: .noFit))
        #expect(decide([candidate("c", topic: nil)], topic: nil) == .new(linkedTo: nil, because: .noFit))
    }

    @Test("a follow-up reopens within the window and begins a linked case after it", arguments: [true, false])
    func reopen(byTag: Bool) {
        func hit(_ standing: ThreadCandidate.Standing) -> [ThreadCandidate] {
            [candidate("c", last: morning - .days(40), standing, referenced: !byTag, tagged: byTag)]
        }
        let reason = byTag ? ThreadReason.tag : .reference
        let edge = morning - .days(14)
        #expect(decide(hit(.resolved(at: edge))) == .join("c", reopens: true, because: reason))
        #expect(
            decide(hit(.resolved(at: edge - TimeSpan(microseconds: 1))))
                == .new(linkedTo: "c", because: .reopenWindowOver))
        // Written before the case was resolved, read after it: still unanswered.
        #expect(decide(hit(.resolved(at: morning + .minutes(5)))) == .join("c", reopens: true, because: reason))
        #expect(decide(hit(.closed(at: morning - .hours(1)))) == .new(linkedTo: "c", because: .caseClosed))
        #expect(decide(hit(.open)) == .join("c", reopens: false, because: reason))
    }

    @Test("what asks for nothing joins and reopens nothing", arguments: [DemandFlag.courtesy, .automatic])
    func courtesy(demand: DemandFlag) {
        for standing in [
            ThreadCandidate.Standing.open, .resolved(at: morning - .days(1)), .resolved(at: morning - .days(100)),
            .closed(at: morning - .days(1)),
        ] {
            #expect(
                decide([candidate("c", standing, tagged: true)], demand) == .join("c", reopens: false, because: .tag))
            #expect(
                decide([candidate("c", standing, referenced: true)], demand)
                    == .join("c", reopens: false, because: .reference))
            if standing != .open {
                #expect(
                    decide([candidate("c", standing)], demand) == .join("c", reopens: false, because: .latestOfPerson))
            }
        }
        // A thank-you says nothing about its topic: the latest case of the person.
        let cases = [
            candidate("bill", topic: "bill", last: morning - .hours(1), .resolved(at: morning - .hours(1))),
            candidate("waste", topic: "waste", last: morning - .hours(2)),
            candidate("stranger", person: "q", last: morning),
        ]
        #expect(decide(cases, topic: nil, demand) == .join("bill", reopens: false, because: .latestOfPerson))
        #expect(decide(cases, topic: "taxes", demand) == .new(linkedTo: nil, because: .noFit))
        #expect(
            decide([candidate("c", last: morning - .days(15))], topic: nil, demand)
                == .new(linkedTo: nil, because: .noFit))
    }

    @Test("the same topic again soon after it was settled is a new case linked to it")
    func repeats() {
        for standing in [ThreadCandidate.Standing.resolved(at: morning - .days(14)), .closed(at: morning - .days(2))] {
            #expect(decide([candidate("c", standing)]) == .new(linkedTo: "c", because: .repeatsSettled))
        }
        #expect(
            decide([candidate("c", .resolved(at: morning - .days(15)))]) == .new(linkedTo: nil, because: .noFit))
        #expect(decide([candidate("c", person: "q", .closed(at: morning))]) == .new(linkedTo: nil, because: .noFit))
    }

    @Test("others join by tag or reference unless the policy says no")
    func others() throws {
        let tagged = candidate("c", person: "q", tagged: true)
        let referenced = candidate("c", person: "q", referenced: true)
        #expect(decide([tagged]) == .join("c", reopens: false, because: .tag))
        #expect(decide([referenced]) == .join("c", reopens: false, because: .reference))
        let closed = try ThreadPolicy(admitsOthers: false)
        #expect(decide([tagged, referenced], policy: closed) == .new(linkedTo: nil, because: .noFit))
    }

    @Test("decisions say themselves in English and Finnish")
    func sentences() {
        let reopened = decide([candidate("c-1", .resolved(at: morning), tagged: true)])
        #expect(
            reopened.sentence(in: .english)
                == "The subject names the case. The contact joins case c-1 and reopens it.")
        #expect(
            reopened.sentence(in: .finnish)
                == "Tapaus mainitaan aiherivillä. Yhteydenotto liitetään tapaukseen c-1, joka avataan uudelleen.")
        let linked = decide([candidate("c-1", .closed(at: morning), referenced: true)])
        #expect(
            linked.sentence(in: .finnish)
                == "Aiempi tapaus on suljettu. Avataan uusi tapaus, joka linkitetään tapaukseen c-1.")
        for reason in ThreadReason.allCases {
            #expect(reason.sentence(in: .english) != reason.sentence(in: .finnish))
        }
    }
}

import DeskTestKit
import ServiceDesk
import Testing

/// Merged cases are read together, and can be split.
extension CaseUnmergeScenarios {
    @Test("A3 the conversation of merged cases is read together, in the order of time, page by page, each contact once")
    func conversation() async throws {
        let day = try DeskOfTheDay()
        let maija = try await day.receive(try day.mail(from: "maija@example.com"))
        var cases = [try #require(maija.caseID)]
        for topic in ["permits", "daycare", "waste"] as [TopicID] {
            cases.append(
                try #require(try await day.receive(try day.mail(from: "maija@example.com", topic: topic)).caseID))
        }
        for number in 0..<9 {
            if number % 2 == 0 { day.clock.advance(by: .minutes(1)) }
            try await day.receive(
                try day.mail(from: "maija@example.com", topic: nil, subject: "[#\(cases[number % 4])]"))
        }
        try await day.desk.perform(.reply(cases[2], by: "veikko", text: "Hei"))
        try await day.desk.perform(.mergeCases(cases[3], into: cases[2], by: "veikko"))
        try await day.desk.perform(.mergeCases(cases[2], into: cases[0], by: "veikko"))
        try await day.desk.perform(.mergeCases(cases[1], into: cases[0], by: "veikko"))
        let all = try await day.all(Contact.self).filter { $0.caseID.map(cases.contains) == true }
            .sorted { ($0.occurredAt, $0.id) < ($1.occurredAt, $1.id) }
        #expect(all.count == 14)
        for limit in [1, 3, 14, 100] {
            var (read, place): ([Contact], ContactPlace?) = ([], nil)
            var pages = 0
            repeat {
                let page = try await day.desk.conversation(of: cases[0], limit: limit, after: place)
                #expect(page.contacts.count <= limit)
                read += page.contacts
                place = page.next
                pages += 1
            } while place != nil && pages < 20
            #expect(read == all, "limit \(limit)")
            #expect(pages == (14 + limit - 1) / limit)
        }
        #expect(Set(try await day.desk.caseFamily(of: cases[0])) == Set(cases))
        #expect(try await day.desk.caseFamily(of: cases[2]) == [cases[2], cases[3]])
        #expect(try await day.desk.standingCase(for: cases[3])?.id == cases[0])
        let part = try await day.desk.conversation(of: cases[2]).contacts
        #expect(part == all.filter { $0.caseID == cases[2] || $0.caseID == cases[3] })
        #expect(try await day.desk.conversation(of: "none").contacts.isEmpty)
        // One pure reading, on the desk's own memory too.
        #expect(try await day.item(cases[0]).contacts == all.count)
    }

    @Test(
        "A3 after a merge contacts of the merged case can be split off; it keeps one, and comes back without the others"
    )
    func splitAfterMerge() async throws {
        let day = try DeskOfTheDay()
        let (one, two) = try await two(day)
        day.clock.advance(by: .minutes(1))
        let more = try await day.receive(
            try day.mail(from: "maija@example.com", topic: nil, subject: "[#\(two)]"))
        #expect(more.caseID == two)
        let only = try #require(
            try await day.desk.records(Contact.self, Contact.ofCase(two)).first { $0.id != more.contact })
        try await day.desk.perform(.mergeCases(two, into: one, by: "veikko"))
        day.clock.advance(by: .minutes(1))
        let later = try await later(day)
        #expect(try await day.item(one).contacts == 4)
        try await day.expectRefusal(
            of: .splitCase(one, [more.contact, only.id], by: "veikko"), .notAllowed, at: "contacts")
        guard
            case .caseOpened(let new) = try await day.desk.perform(
                .splitCase(one, [more.contact, later.contact], by: "veikko"))
        else {
            Issue.record("no case was opened")
            return
        }
        #expect(try await day.item(one).contacts == 2)
        #expect(try await day.item(two).contacts == 1)
        #expect(try await day.item(new).contacts == 2)
        try await day.desk.perform(.unmergeCases(two, by: "veikko"))
        #expect(try await day.item(one).contacts == 1)
        #expect(try await day.item(two).contacts == 1)
        #expect(try await day.desk.record(Contact.self, later.contact)?.caseID == new, "what was split off stays there")
        #expect(try await day.desk.conversation(of: two).contacts.map(\.id) == [only.id])
    }
}

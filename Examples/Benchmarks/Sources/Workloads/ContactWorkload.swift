import DeskContacts
import DeskPrimitives
import DeskTestKit

/// Mails to a desk whose persons and open cases are in memory: from the bytes of a header block to a person and a case.
public final class ContactWorkload {
    /// How many mails of each sort there are: so many that what they ask for is in no cache of the processor.
    public static let mails = 8_192

    /// What a mail is.
    public enum Sort: CaseIterable {
        /// An answer with the tag of the case in its subject.
        case tagged
        /// An answer whose subject lost the tag, found by its references.
        case referring
        /// A new matter of somebody who is known.
        case newMatter
        /// From somebody nobody knows.
        case stranger
    }

    private struct Mail {
        let bytes: [UInt8]
        let headers: MailHeaders
        let person: PersonID?
        let caseID: CaseID?

        init(_ bytes: [UInt8], person: PersonID? = nil, caseID: CaseID? = nil) throws {
            self.bytes = bytes
            headers = try MailHeaders(bytes)
            self.person = person
            self.caseID = caseID
        }
    }

    private static let newID: PersonID = "p-new"
    private static let channel: ChannelID = "mail"
    private static let now = Instant(seconds: 1_772_435_704)
    private let directory: ContactDirectory
    private var mails: [Sort: [Mail]] = [:]

    /// Fills a directory with so many persons, each with an open case of four messages.
    public init(persons count: Int) throws {
        let digest = KeyedDigest(secret: Array(0..<32))
        var directory = ContactDirectory(digest: digest)
        for number in 0..<count {
            let person = try Person(
                id: Self.person(number), name: "Anna Mäkelä \(number)",
                points: [.mail("anna.makela\(number)@posti.example.fi"), .phone("+35840\(1_000_000 + number)")],
                createdAt: Self.now, digest: digest)
            directory.put(person)
            let opened = Instant(seconds: 1_772_000_000 + Int64(number % 400_000))
            let caseID = try CaseID("case-\(number)")
            directory.put(
                ThreadCandidate(
                    caseID: caseID, person: person.id, channel: "mail",
                    subject: "Katuvalo \(number) ei pala Mäkikadulla", lastContactAt: opened, standing: .open))
            for name in Self.names(number) { directory.add(message: name, to: caseID) }
        }
        self.directory = directory
        var random = SeededGenerator(seed: 4_711)
        for sort in Sort.allCases {
            mails[sort] = try (0..<Self.mails).map { _ in
                let number = random.integer(in: 0...(count - 1))
                if sort == .stranger { return try Mail(Self.block(count + number, sort)) }
                return try Mail(
                    Self.block(number, sort), person: Self.person(number),
                    caseID: sort == .newMatter ? nil : CaseID("case-\(number)"))
            }
        }
    }

    private static func person(_ number: Int) throws -> PersonID { try PersonID("person-\(number)") }

    /// The messages of a case: a person's and the desk's in turns.
    private static func names(_ number: Int) -> [String] {
        [
            "CAE\(number).1b22d0@mail.posti.example.fi", "case-\(number).1.77ab@town.example",
            "CAE\(number).3c41aa@mail.posti.example.fi", "case-\(number).3.a9f1@town.example",
        ]
    }

    /// A header block as mail programs and servers write it, 18 or 22 lines.
    private static func block(_ number: Int, _ sort: Sort) -> [UInt8] {
        let names = names(number).map { "<\($0)>" }
        let subject =
            switch sort {
            case .tagged: "=?utf-8?Q?Re=3A_Katuvalo_\(number)_ei_pala_M=C3=A4kikadulla?= [#case-\(number)]"
            case .referring: "=?utf-8?Q?Re=3A_Katuvalo_\(number)_ei_pala_M=C3=A4kikadulla?="
            case .newMatter, .stranger: "=?utf-8?Q?Ty=C3=B6maa_Satamakadulla?="
            }
        let answered =
            switch sort {
            case .tagged, .referring:
                "In-Reply-To: \(names[3])\r\nReferences: \(names[0])\r\n \(names[1]) \(names[2])\r\n \(names[3])\r\n"
            case .newMatter, .stranger: ""
            }
        let block = """
            Return-Path: <anna.makela\(number)@posti.example.fi>\r
            Delivered-To: desk@town.example\r
            Received: from mx3.posti.example.fi (mx3.posti.example.fi [192.0.2.17])\r
            \tby mail.town.example (Postfix) with ESMTPS id 4F2B81C0A7\r
            \tfor <desk@town.example>; Mon, 2 Mar 2026 09:15:04 +0200 (EET)\r
            DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.fi; s=mail;\r
            \th=from:to:subject:date:message-id:in-reply-to:references:mime-version;\r
            \tbh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=;\r
            \tb=dzdVyOfAKCdLXdJOc9G2q8LoXSlEniSbav+yuU4zGeeruD00lszZVoG4ZHRNiYzR\r
            From: =?utf-8?Q?Anna_M=C3=A4kel=C3=A4?= <Anna.Makela\(number)@Posti.Example.fi>\r
            To: Town service desk <desk@town.example>\r
            Subject: \(subject)\r
            Date: Mon, 2 Mar 2026 09:15:00 +0200\r
            Message-ID: <CAF\(number).5f3a9c@mail.posti.example.fi>\r
            \(answered)MIME-Version: 1.0\r
            Content-Type: text/plain; charset="utf-8"\r
            Content-Transfer-Encoding: quoted-printable\r
            X-Mailer: Posti 7.2\r
            \r

            """
        return Array(block.utf8)
    }

    /// How many bytes the header block of a sort has.
    public func bytes(_ sort: Sort) -> Int { mails[sort]?.first?.bytes.count ?? 0 }

    /// Reads mails, says who wrote each and to which case it belongs; how many are as they should be.
    public func decide(_ sort: Sort, first count: Int = ContactWorkload.mails) throws -> Int64 {
        var right: Int64 = 0
        for mail in mails[sort]?.prefix(count) ?? [] {
            right += try isRight(mail, MailHeaders(mail.bytes)) ? 1 : 0
        }
        return right
    }

    /// The same of mails whose headers were read before.
    public func settle(_ sort: Sort) throws -> Int64 {
        var right: Int64 = 0
        for mail in mails[sort] ?? [] { right += try isRight(mail, mail.headers) ? 1 : 0 }
        return right
    }

    /// Whether a mail leads to the person and the case that it was made for.
    @inline(__always)
    private func isRight(_ mail: Mail, _ headers: MailHeaders) throws -> Bool {
        let author = headers.from.first
        let claims = try IdentityClaims(points: author?.point.map { [$0] } ?? [], name: author?.name)
        let who = directory.identify(claims, newID: Self.newID, at: Self.now)
        let person = who.person.id
        let demand = AutomaticMailReader.read(headers).demand
        let question = ThreadQuestion(
            person: person, channel: Self.channel, subject: headers.subject, demand: demand,
            at: headers.date ?? Self.now)
        let which = directory.thread(question, answering: headers)
        guard who.isNew == (mail.person == nil), person == mail.person ?? person else { return false }
        switch which {
        case .join(let caseID, _, _): return caseID == mail.caseID
        case .new: return mail.caseID == nil
        }
    }

    /// Reads the header blocks alone; how many references they have.
    public func read(_ sort: Sort) throws -> Int64 {
        try (mails[sort] ?? []).reduce(0) { $0 + Int64(try MailHeaders($1.bytes).references.count) }
    }
}

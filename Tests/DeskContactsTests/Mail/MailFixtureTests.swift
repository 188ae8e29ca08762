import DeskContacts
import DeskPrimitives
import Foundation
import Testing

/// The mails of <https://github.com/mikel/mail> (`spec/fixtures/emails`), which broke a mail library once each.
@Suite("Mail fixtures") struct MailFixtureTests {
    /// The name of the archive in the folder that `SERVICE_DESK_DATA` names.
    private static let archive = "mail_fixtures_mikel_mail.tar.gz"

    @Test func everyFixtureIsReadAndWhatCouldNotBeReadIsSaid() throws {
        guard let mails = try Self.mails() else { return }
        #expect(mails.count == 103)
        var said: [String: [String]] = [:]
        for (name, bytes) in mails {
            let headers = try MailHeaders(bytes)
            #expect(!headers.fields.isEmpty, "\(name)")
            #expect(headers.bodyOffset <= bytes.count, "\(name)")
            if !headers.problems.isEmpty {
                said[name] = headers.problems.map { "\($0.field):\($0.reason.rawValue)" }
            }
            for field in headers.fields { #expect(!field.text.utf8.contains { $0 < 0x20 }, "\(name)") }
            if let point = headers.from.first?.point { #expect(point.kind == .mail) }
        }
        #expect(said == Self.said)
    }

    @Test func theOrdinaryOnesAreReadWhole() throws {
        guard let mails = try Self.mails() else { return }
        let headers = try Dictionary(uniqueKeysWithValues: mails.map { ($0.name, try MailHeaders($0.bytes)) })
        let japanese = try #require(headers["japanese_attachment_long_name.eml"])
        #expect(japanese.problems == [])
        let reply = try #require(headers["raw_email_reply.eml"])
        #expect(
            reply.answeredNames == [
                "348F04F142D69C21-291E56D292BC@xxxx.net", "473FF3B8.9020707@xxx.org",
            ])
        #expect(reply.date == Instant(seconds: 1_195_376_167))
        let utf8 = try #require(headers["utf8_headers.eml"])
        #expect(utf8.from.first?.name == "Jöhn Doe")
        let bounce = try #require(headers["report_422.eml"])
        #expect(bounce.text("content-type")?.hasPrefix("multipart/report") == true)
    }

    /// What each broken mail has wrong, as found by looking at it.
    private static let said: [String: [String]] = [
        "bad_date_header.eml": ["date:notADate"],
        "bad_date_header2.eml": ["date:notADate"],
        "bad_encoded_subject.eml": ["subject:unknownCharset"],
        "content_transfer_encoding_plain.eml": ["return-path:repeated"],
        "empty_in_reply_to.eml": ["return-path:repeated"],
        "encoding_madness.eml": ["reply-to:notAnAddress"],
        "example13.eml": ["to:notAnAddress", ":notAField", "date:notADate"],
        "example14.eml": ["subject:unknownCharset"],
        "invalid_subject_characters.eml": ["subject:notUTF8"],
        "missing_body.eml": ["to:notAnAddress"],
        "multiple_references_with_one_invalid.eml": ["references:repeated", ":notAField"],
        "raw_email.eml": ["subject:unknownCharset"],
        "raw_email11.eml": ["to:notAnAddress"],
        "raw_email_double_at_in_header.eml": ["subject:unknownCharset"],
        "raw_email_incorrect_header.eml": [":notAField"],
        "raw_email_multiple_from.eml": ["to:notAnAddress", "from:notAnAddress", "reply-to:notAnAddress"],
        "raw_email_string_in_date_field.eml": ["subject:unknownCharset"],
        "raw_email_with_bad_date.eml": ["date:notADate"],
        "raw_email_with_binary_encoded.eml": ["subject:repeated"],
        "raw_email_with_multipart_mixed_quoted_boundary.eml": ["subject:repeated"],
        "trademark_character_in_subject.eml": ["date:notADate"],
    ]

    /// The `.eml` files of the archive by name; nil, with the reason printed, where there is no archive.
    static func mails() throws -> [(name: String, bytes: [UInt8])]? {
        guard let folder = ProcessInfo.processInfo.environment["SERVICE_DESK_DATA"] else {
            print("skipped: SERVICE_DESK_DATA does not name the folder with \(archive)")
            return nil
        }
        let path = URL(fileURLWithPath: folder).appendingPathComponent(archive)
        guard FileManager.default.fileExists(atPath: path.path) else {
            print("skipped: the folder SERVICE_DESK_DATA has no \(archive)")
            return nil
        }
        let scratch = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: scratch) }
        let tar = Process()
        tar.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        tar.arguments = ["tar", "xzf", path.path, "-C", scratch.path]
        try tar.run()
        tar.waitUntilExit()
        try #require(tar.terminationStatus == 0)
        let files = try #require(FileManager.default.enumerator(at: scratch, includingPropertiesForKeys: nil))
        return try files.compactMap { $0 as? URL }.filter { $0.pathExtension == "eml" }
            .map { ($0.lastPathComponent, Array(try Data(contentsOf: $0))) }.sorted { $0.0 < $1.0 }
    }
}

import DeskFeedback
import DeskPrimitives
import Foundation
import Testing

/// What most tests of this room start from.
enum Samples {
    static let start = Instant("2026-03-02T10:00:00Z") ?? .epoch
    static let node = NodePath(agent: "anna", team: "blue", unit: "north", channel: "phone", topic: "billing")

    static func survey() throws -> Survey {
        try Survey(
            id: "after-contact",
            questions: [
                SurveyQuestion(
                    id: "resolved", role: .resolved, scale: .yesNo,
                    text: LocalizedText(en: "Was it resolved?", fi: "Ratkesiko asia?")),
                SurveyQuestion(
                    id: "service", role: .service, scale: .service1to5,
                    text: LocalizedText(en: "How was the service?", fi: "Millaista palvelu oli?")),
                SurveyQuestion(
                    id: "recommend", role: .recommend, scale: .recommend0to10,
                    text: LocalizedText(en: "Would you recommend us?", fi: "Suosittelisitko meitä?")),
                SurveyQuestion(
                    id: "effort", role: .effort, scale: .effort1to7,
                    text: LocalizedText(en: "It was easy.", fi: "Asiointi oli helppoa.")),
            ],
            invitation: LocalizedText(en: "How was it? {link} ({case})", fi: "Miten sujui? {link} ({case})"))
    }

    static func invitation(_ id: InvitationID = "inv-1", node: NodePath = node) throws -> SurveyInvitation {
        try SurveyInvitation(
            id: id, survey: "after-contact", case: "case-1", person: "person-1", channel: "sms", node: node,
            day: 20_514,
            decidedAt: start, sendAt: start, expires: start + .days(14),
            tokenKey: SurveyInvitation.tokenKey(of: "token-" + id.rawValue, digest: KeyedDigest(secret: [1, 2, 3])))
    }

    static func edit(
        _ revision: UInt32, _ answers: [SurveyEdit.Answer], comment: SurveyEdit.CommentChange = .keep,
        after span: TimeSpan = .zero
    ) -> SurveyEdit {
        SurveyEdit(revision: revision, at: start + .hours(1) + span, answers: answers, comment: comment)
    }

    static func response(_ answers: [SurveyEdit.Answer], id: InvitationID = "inv-1") throws -> SurveyResponse {
        try SurveyResponse(to: invitation(id), survey: survey(), edit: edit(1, answers))
    }

    static func decode<Value: Decodable>(_ type: Value.Type = Value.self, _ json: String) throws -> Value {
        try JSONDecoder().decode(type, from: Data(json.utf8))
    }

    static func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    /// The refusal that a piece of work ends with; nil when it does not.
    static func refusal(_ work: () throws -> Void) -> Refusal? {
        do {
            try work()
            return nil
        } catch {
            return error as? Refusal
        }
    }

    /// The place and text of the decoding error that reading a document ends with.
    static func decodingError<Value: Decodable>(_ type: Value.Type, _ json: String) -> String? {
        do {
            _ = try decode(type, json)
            return nil
        } catch DecodingError.dataCorrupted(let context) {
            return context.codingPath.map(\.stringValue).joined(separator: ".") + ": " + context.debugDescription
        } catch {
            return "\(error)"
        }
    }
}

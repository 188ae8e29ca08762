import DeskFeedback
import DeskPrimitives
import DeskTestKit
import Foundation

/// How many random cases a property test runs: the number given times `SERVICE_DESK_CASES`.
func cases(_ usual: Int) -> Int {
    let factor = ProcessInfo.processInfo.environment["SERVICE_DESK_CASES"].flatMap { Int($0) } ?? 1
    return usual * max(1, factor)
}

extension Samples {
    static let reasons = [
        FeedbackReason(
            "wait", LocalizedText(en: "I had to wait", fi: "Jouduin odottamaan"), concerns: .speed),
        FeedbackReason(
            "tone", LocalizedText(en: "Unfriendly", fi: "Epäystävällinen"), concerns: .agent,
            advice: LocalizedText(en: "Listen to a call together.", fi: "Kuunnelkaa puhelu yhdessä.")),
        FeedbackReason("rules", LocalizedText(en: "The rules", fi: "Säännöt"), concerns: .policy),
        FeedbackReason("kind", LocalizedText(en: "Kind", fi: "Ystävällinen"), concerns: .agent, isPraise: true),
    ]

    static func reasonedSurvey() throws -> Survey {
        let plain = try survey()
        return try Survey(
            id: plain.id, questions: plain.questions, invitation: plain.invitation, reasons: reasons)
    }

    /// An invitation that is asked with messages.
    static func dialogueInvitation(_ survey: Survey) throws -> SurveyInvitation {
        try SurveyInvitation(
            id: "inv-1", survey: survey.id, case: "case-1", person: "person-1", channel: "sms", node: node, day: 20_514,
            decidedAt: start, sendAt: start, expires: start + .days(14), tokenKey: ByteKey([1]),
            form: survey.form, samplePerMille: 500, episode: 2, dialogue: SurveyDialogue(survey))
    }

    static func answered(
        _ answers: [(String, UInt8)], reasons: [FeedbackReasonID]? = nil, comment: String? = nil,
        id: InvitationID = "inv-1", node: NodePath = node
    ) throws -> SurveyResponse {
        try SurveyResponse(
            to: invitation(id, node: node), survey: reasonedSurvey(),
            edit: SurveyEdit(
                revision: 1, at: start + .hours(1), answers: answers.map { SurveyEdit.Answer($0.0, $0.1) },
                comment: comment.map { .set($0) } ?? .keep, reasons: reasons.map { .set($0) } ?? .keep))
    }
}

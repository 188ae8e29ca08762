public import DeskPrimitives

/// Whether the desk may write to a person on a channel now.
///
/// Outside the window the desk sends an approved template or says that it did not send; it is never silent about it.
public struct ReplyWindowDecision: Hashable, Sendable, Codable {
    /// What may be sent.
    public enum Outcome: String, Hashable, Sendable, Codable, CaseIterable {
        /// Any text.
        case free
        /// Only a template that the network has approved.
        case templateOnly
        /// Nothing, until the person writes again.
        case closed
    }

    /// The channel.
    public let channel: ChannelID
    /// What may be sent.
    public let outcome: Outcome
    /// When the window closes or closed; nil where there is none, or the person has never written.
    public let windowEnd: Instant?
}

extension ContactChannel {
    /// Decides what the desk may write to a person now.
    ///
    /// - Parameter lastArrival: When the person last wrote on this channel; nil when never.
    public func mayWrite(lastArrival: Instant?, at now: Instant) -> ReplyWindowDecision {
        guard capabilities.canSendText else {
            return ReplyWindowDecision(channel: id, outcome: .closed, windowEnd: nil)
        }
        guard capabilities.replyWindow != nil else {
            return ReplyWindowDecision(channel: id, outcome: .free, windowEnd: nil)
        }
        let end = lastArrival.flatMap { replyWindowEnd(after: $0) }
        if let end, now < end { return ReplyWindowDecision(channel: id, outcome: .free, windowEnd: end) }
        return ReplyWindowDecision(
            channel: id, outcome: capabilities.takesTemplatesOutsideWindow ? .templateOnly : .closed, windowEnd: end)
    }
}

extension ReplyWindowDecision: Explained {
    /// What may be sent and until when.
    public func sentence(in language: LanguageTag) -> String {
        switch (outcome, windowEnd) {
        case (.free, nil):
            language.pick(
                en: "Channel \(channel) can be written to at any time.",
                fi: "Kanavalla \(channel) voi kirjoittaa milloin tahansa.")
        case (.free, let end?):
            language.pick(
                en: "Channel \(channel) can be written to freely until \(end).",
                fi: "Kanavalla \(channel) voi kirjoittaa vapaasti \(end) asti.")
        case (.templateOnly, nil):
            language.pick(
                en: "The person has not written on channel \(channel), so only an approved template can be sent.",
                fi: "Asiakas ei ole kirjoittanut kanavalla \(channel): sinne voi lähettää vain hyväksytyn pohjan.")
        case (.templateOnly, let end?):
            language.pick(
                en: "The reply window of channel \(channel) closed at \(end): only an approved template can be sent.",
                fi: "Kanavan \(channel) vastausaika päättyi \(end): sinne voi lähettää vain hyväksytyn pohjan.")
        case (.closed, nil):
            language.pick(
                en: "Nothing can be sent on channel \(channel).", fi: "Kanavalla \(channel) ei voi lähettää mitään.")
        case (.closed, let end?):
            language.pick(
                en: "Not sent: the reply window of channel \(channel) closed at \(end).",
                fi: "Ei lähetetty: kanavan \(channel) vastausaika päättyi \(end).")
        }
    }
}

public import DeskFeedback
public import DeskPrimitives

/// The machines of the editions of a policy, each deciding from its instant until the next.
public struct DeskMachines: Sendable {
    private let machines: [DeskMachine]

    /// Creates machines.
    ///
    /// - Parameters:
    ///   - secret: The host's secret behind every key made of personal data and every survey token.
    ///   - signer: What proves survey tokens; nil makes them of the secret.
    public init(timeline: PolicyTimeline, secret: [UInt8], signer: (any SurveyTokenSigner)? = nil) {
        machines = timeline.policies.map { DeskMachine(policy: $0, secret: secret, signer: signer) }
    }

    /// The machine of the edition in force at an instant; before the first has begun, the first.
    ///
    /// - Complexity: O(editions).
    public func machine(at instant: Instant) -> DeskMachine {
        var index = machines.count - 1
        while index > 0, (machines[index].policy.document.edition?.effectiveFrom ?? .earliest) > instant { index -= 1 }
        return machines[index]
    }
}

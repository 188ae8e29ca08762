public import DeskFeedback
import DeskPrimitives
public import DeskServiceLevels

extension PromiseTally {
    /// The share of promises kept, of those that were kept, late or broken, with its interval; withheld while there are
    /// too few.
    public func keptShare(confidence: Confidence = .p95, gate: DisplayGate = .privacy) -> Estimate {
        let rate = keptRate
        return .share(rate.kept, of: rate.of, measure: .share, confidence: confidence, gate: gate)
    }
}

extension TargetReport.Row {
    /// The share of clocks that ended in time, with its interval; withheld while there are too few.
    public func keptShare(confidence: Confidence = .p95, gate: DisplayGate = .privacy) -> Estimate {
        .share(met, of: n, measure: .share, confidence: confidence, gate: gate)
    }
}

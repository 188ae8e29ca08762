import DeskPrimitives
import Testing

/// The refusal that a body throws; nil when it throws none.
func refusal<Value>(_ body: () throws -> Value) -> Refusal? {
    do {
        _ = try body()
        return nil
    } catch let refusal as Refusal {
        return refusal
    } catch {
        Issue.record("not a refusal: \(error)")
        return nil
    }
}

/// The code of the refusal that a body throws; nil when it throws none.
func code<Value>(_ body: () throws -> Value) -> Refusal.Code? { refusal(body)?.code }

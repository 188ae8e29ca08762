/// A value that threads change one after another, made of nothing but the standard library.
///
/// A stream that buffers only its newest element is an atomic exchange: yielding puts an element in and gives back the one
/// it pushed out. The buffer holds either the value or nothing in its place. Whoever yields nothing and gets the value
/// back owns it alone until it yields it again; whoever gets nothing back tries again, for as long as the owner needs for
/// a few instructions, since bodies cannot suspend. The compiler checks all of it: no pointer and no unchecked `Sendable`.
/// (The standard library's own `Mutex` is newer than the deployment targets.)
struct ExclusiveValue<Value: Sendable>: Sendable {
    private let exchange: AsyncStream<Value?>.Continuation
    /// A stream that nobody holds any more would end and drop its buffer.
    private let stream: AsyncStream<Value?>

    init(_ value: Value) {
        (stream, exchange) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        exchange.yield(value)
    }

    /// Changes the value; the body must be short and must not come back to this value.
    func withValue<Result>(_ body: (inout Value) -> Result) -> Result {
        while true {
            guard case .dropped(.some(var value)) = exchange.yield(nil) else { continue }
            let result = body(&value)
            exchange.yield(value)
            return result
        }
    }
}

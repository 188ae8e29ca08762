/// A store with one planted fault, and the check that must find it.
public struct BrokenStore: Sendable, CustomStringConvertible, Identifiable {
    /// What is wrong with it.
    public let name: String
    /// The name of the ``ConformanceCheck`` that must fail on it; others may.
    public let caughtBy: String
    private let fault: StoreFault

    init(_ fault: StoreFault, caughtBy: String) {
        name = fault.rawValue
        self.caughtBy = caughtBy
        self.fault = fault
    }

    /// The name.
    public var id: String { name }
    public var description: String { name }

    /// A fresh store with the fault, and a second handle on it.
    public func make() -> StoreUnderTest {
        let storage = ReferenceStore(fault: fault)
        return StoreUnderTest(storage.handle(0), storage.handle(1))
    }
}

/// Room for some bytes while a closure runs, on the stack where they are few; every index is checked.
///
/// A byte must be written before it is read. It must not leave the closure that got it.
@usableFromInline
package struct ByteScratch {
    @usableFromInline let base: UnsafeMutableBufferPointer<UInt8>

    @inlinable
    init(_ base: UnsafeMutableBufferPointer<UInt8>) { self.base = base }

    /// Gives room for so many bytes.
    @inlinable
    package static func withRoom<Result>(for count: Int, _ body: (ByteScratch) -> Result) -> Result {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count) { body(ByteScratch($0)) }
    }

    @inlinable
    package subscript(index: Int) -> UInt8 {
        get {
            precondition(UInt(bitPattern: index) < UInt(bitPattern: base.count))
            return base[index]
        }
        nonmutating set {
            precondition(UInt(bitPattern: index) < UInt(bitPattern: base.count))
            base[index] = newValue
        }
    }

    /// The first bytes, as many as were written.
    @inlinable
    package func view(_ count: Int) -> ByteView {
        precondition(count >= 0 && count <= base.count)
        return ByteView(UnsafeBufferPointer(rebasing: base[..<count]))
    }
}

/// Bytes where they stand in memory, for as long as a closure runs: every index is checked, in release builds as well.
///
/// A slice of an array counts a reference whenever it is handed on; a view does not. It must not leave the closure that got it.
/// What the core does with bytes in this way it does through `ByteView` and `ByteScratch`; no other file says `Unsafe`.
@usableFromInline
package struct ByteView: RandomAccessCollection {
    @usableFromInline let base: UnsafeBufferPointer<UInt8>

    @inlinable
    init(_ base: UnsafeBufferPointer<UInt8>) { self.base = base }

    /// Gives the bytes of contiguous storage; nil where there is none.
    @inlinable
    package static func of<Result>(
        _ bytes: some Sequence<UInt8>, _ body: (ByteView) -> Result
    ) -> Result? {
        bytes.withContiguousStorageIfAvailable { body(ByteView($0)) }
    }

    @inlinable
    package var startIndex: Int { 0 }

    @inlinable
    package var endIndex: Int { base.count }

    @inlinable
    package subscript(index: Int) -> UInt8 {
        precondition(UInt(bitPattern: index) < UInt(bitPattern: base.count))
        return base[index]
    }

    /// A part as a view of its own, whose first index is zero.
    @inlinable
    package func part(_ range: Range<Int>) -> ByteView {
        precondition(range.lowerBound >= 0 && range.upperBound <= base.count)
        return ByteView(UnsafeBufferPointer(rebasing: base[range]))
    }

    /// Eight bytes as a number, the first one lowest.
    @inlinable
    package func word(at start: Int) -> UInt64 {
        precondition(start >= 0 && base.count &- start >= 8)
        return UInt64(littleEndian: UnsafeRawBufferPointer(base).loadUnaligned(fromByteOffset: start, as: UInt64.self))
    }

    @inlinable
    package func withContiguousStorageIfAvailable<Result>(
        _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
    ) rethrows -> Result? {
        try body(base)
    }

    /// Whether as many bytes elsewhere are the same, eight looked at at a time.
    package func hasSameBytes(as other: ByteView) -> Bool {
        guard count == other.count else { return false }
        var index = 0
        while count - index >= 8 {
            guard word(at: index) == other.word(at: index) else { return false }
            index += 8
        }
        while index < count {
            guard self[index] == other[index] else { return false }
            index += 1
        }
        return true
    }
}

extension [UInt8] {
    /// Gives the bytes where they stand.
    @inlinable
    package func withView<Result>(_ body: (ByteView) -> Result) -> Result {
        withUnsafeBufferPointer { body(ByteView($0)) }
    }
}

extension ArraySlice<UInt8> {
    /// Gives the bytes where they stand.
    @inlinable
    package func withView<Result>(_ body: (ByteView) -> Result) -> Result {
        withUnsafeBufferPointer { body(ByteView($0)) }
    }
}

extension UInt8 {
    /// Whether it is an ASCII space, tab or line break.
    @inlinable
    package var isSpace: Bool { self == 0x20 || (self >= 0x09 && self <= 0x0D) }
}

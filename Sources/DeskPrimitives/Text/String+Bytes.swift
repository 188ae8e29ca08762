extension String {
    /// Whether the bytes are equal; `==` on strings compares canonically, so that `é` in one character and in two are equal.
    package func hasSameBytes(as other: String) -> Bool {
        guard utf8.count == other.utf8.count, self == other else { return false }
        // Of ASCII alone nothing else is canonically equal, and it is as long in UTF-16.
        if utf8.count == utf16.count { return true }
        return withBytes { bytes in
            other.withBytes { UnsafeRawBufferPointer(bytes).hasSameBytes(as: UnsafeRawBufferPointer($0)) }
        }
    }

    /// Gives the bytes where they stand; of a text that has them nowhere, a copy.
    @inlinable
    package func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        utf8.withContiguousStorageIfAvailable(body) ?? Array(utf8).withUnsafeBufferPointer(body)
    }
}

extension UnsafeRawBufferPointer {
    /// Whether as many bytes elsewhere are the same, eight looked at at a time.
    package func hasSameBytes(as other: UnsafeRawBufferPointer) -> Bool {
        guard count == other.count else { return false }
        var index = 0
        while index + 8 <= count {
            let word = loadUnaligned(fromByteOffset: index, as: UInt64.self)
            guard word == other.loadUnaligned(fromByteOffset: index, as: UInt64.self) else { return false }
            index += 8
        }
        while index < count {
            guard self[index] == other[index] else { return false }
            index += 1
        }
        return true
    }
}

extension Optional where Wrapped == String {
    /// Whether both are there with equal bytes, or both are not.
    package func hasSameBytes(as other: String?) -> Bool {
        switch (self, other) {
        case (nil, nil): true
        case (let text?, let other?): text.hasSameBytes(as: other)
        default: false
        }
    }
}

extension String {
    /// Whether the bytes are equal; `==` on strings compares canonically, so that `é` in one character and in two are equal.
    package func hasSameBytes(as other: String) -> Bool {
        guard utf8.count == other.utf8.count, self == other else { return false }
        // Of ASCII alone nothing else is canonically equal, and it is as long in UTF-16.
        if utf8.count == utf16.count { return true }
        return withBytes { bytes in
            other.withBytes { bytes.hasSameBytes(as: $0) }
        }
    }

    /// Gives the bytes where they stand; of a text that has them nowhere, a copy.
    @inlinable
    package func withBytes<Result>(_ body: (ByteView) -> Result) -> Result {
        ByteView.of(utf8, body) ?? Array(utf8).withView(body)
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

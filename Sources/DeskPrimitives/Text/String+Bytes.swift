extension String {
    /// Whether the bytes are equal; `==` on strings compares canonically, so that `é` in one character and in two are equal.
    package func hasSameBytes(as other: String) -> Bool {
        guard utf8.count == other.utf8.count else { return false }
        let isSame = utf8.withContiguousStorageIfAvailable { bytes in
            other.utf8.withContiguousStorageIfAvailable { others in
                var index = 0
                while index < bytes.count, bytes[index] == others[index] { index += 1 }
                return index == bytes.count
            }
        }
        return (isSame ?? nil) ?? utf8.elementsEqual(other.utf8)
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

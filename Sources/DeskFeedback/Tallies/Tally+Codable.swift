extension Tally: Codable {
    private enum CodingKeys: String, CodingKey {
        case recommend, effort, resolvedByService, responses, lags
    }

    /// Writes the histograms that are not empty as lists of counts.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try Self.encode(recommendLanes, 11, .recommend, &container)
        try Self.encode(effortLanes, 7, .effort, &container)
        try Self.encode(jointLanes, 18, .resolvedByService, &container)
        try Self.encode(responseLanes, 4, .responses, &container)
        try Self.encode(lagLanes, 15, .lags, &container)
    }

    /// Reads what ``encode(to:)`` wrote; counts lie in ±``largestCount``.
    public init(from decoder: any Decoder) throws {
        self.init()
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try Self.decode(&recommendLanes, 11, .recommend, container)
        try Self.decode(&effortLanes, 7, .effort, container)
        try Self.decode(&jointLanes, 18, .resolvedByService, container)
        try Self.decode(&responseLanes, 4, .responses, container)
        try Self.decode(&lagLanes, 15, .lags, container)
    }

    private static func encode<Lanes: SIMD>(
        _ lanes: Lanes, _ count: Int, _ key: CodingKeys, _ container: inout KeyedEncodingContainer<CodingKeys>
    ) throws where Lanes.Scalar == Int64 {
        let counts = (0..<count).map { lanes[$0] }
        guard counts.contains(where: { $0 != 0 }) else { return }
        try container.encode(counts, forKey: key)
    }

    private static func decode<Lanes: SIMD>(
        _ lanes: inout Lanes, _ count: Int, _ key: CodingKeys, _ container: KeyedDecodingContainer<CodingKeys>
    ) throws where Lanes.Scalar == Int64 {
        guard let counts = try container.decodeIfPresent([Int64].self, forKey: key) else { return }
        guard counts.count == count, counts.allSatisfy({ $0.magnitude <= UInt64(largestCount) }) else {
            throw DecodingError.dataCorruptedError(
                forKey: key, in: container, debugDescription: "expected \(count) counts of at most 2^53")
        }
        for (lane, value) in counts.enumerated() { lanes[lane] = value }
    }
}

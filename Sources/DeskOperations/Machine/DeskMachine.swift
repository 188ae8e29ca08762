public import DeskFeedback
public import DeskPrimitives

/// The whole desk as one pure function: from what is stored, a request and a policy to what is to be stored.
///
/// No clock is read, nothing random is drawn and nothing is sent; the same inputs give the same bits on every platform.
public struct DeskMachine: Sendable {
    /// The policy in force.
    public let policy: CompiledPolicy
    /// Makes keys of personal data.
    public let digest: KeyedDigest
    /// Proves that a survey token was issued by this desk.
    public let signer: any SurveyTokenSigner

    /// How far a request may lie behind what already happened to its case before it is refused as out of order.
    ///
    /// Within it the machine takes the case's own time: clocks of several machines differ by so much at most.
    public static let clockTolerance = TimeSpan.minutes(5)
    /// The most requests one batch may hold.
    public static let requestLimit = 1_024

    /// Creates a machine.
    ///
    /// - Parameters:
    ///   - secret: The host's secret behind every key made of personal data and every survey token.
    ///   - signer: What proves survey tokens; nil makes them of the secret.
    public init(policy: CompiledPolicy, secret: [UInt8], signer: (any SurveyTokenSigner)? = nil) {
        self.policy = policy
        digest = KeyedDigest(secret: secret)
        self.signer = signer ?? KeyedTokenSigner(digest)
    }

    /// Decides on one request.
    ///
    /// - Throws: ``DeskHalt/needs(_:)`` when the reader lacks something, ``DeskHalt/refused(_:)`` when the request cannot
    ///   be done; nothing has happened then.
    public func decide(_ request: DeskRequest, reading reader: any DeskReader) throws(DeskHalt) -> DeskDecision {
        var turn = Turn(machine: self, request: request, workspace: Workspace(reading: reader, isShared: false))
        let result = try turn.run()
        turn.workspace.settle()
        let batch = turn.workspace.batch(
            idempotencyKey: ByteKey(request.id), result: RecordBody(result))
        return DeskDecision(results: [.success(result)], batch: batch, events: turn.workspace.events)
    }

    /// Decides on several requests at once, each seeing what those before it did, for one common batch.
    ///
    /// The batch has no idempotency key: use it for requests that are harmless to repeat, such as observations. Of two
    /// other requests with one name the second is refused as `duplicateName`.
    ///
    /// - Throws: Only ``DeskHalt/needs(_:)``, and `tooLong` beyond ``requestLimit``; refusals of single requests stand in
    ///   the results.
    public func decide(_ requests: [DeskRequest], reading reader: any DeskReader) throws(DeskHalt) -> DeskDecision {
        guard requests.count <= Self.requestLimit else {
            throw .refused(Refusal(.tooLong, "more than \(Self.requestLimit) requests"))
        }
        guard let first = requests.first else {
            return DeskDecision(results: [], batch: RecordBatch(), events: [])
        }
        // One turn serves all requests: a copy for each would copy what those before it wrote.
        var turn = Turn(machine: self, request: first, workspace: Workspace(reading: reader, isShared: true))
        var results: [Result<DeskResult, Refusal>] = []
        results.reserveCapacity(requests.count)
        var needs: [RecordQuery] = []
        var names = Set<CommandID>()
        for request in requests {
            // What a request makes is named after it, so a second one would overwrite it; observations make nothing so.
            if case .observe = request.command {
            } else if !names.insert(request.id).inserted {
                results.append(.failure(Refusal(.duplicateName, "two requests of one name", at: .field("id"))))
                continue
            }
            turn.request = request
            do throws(DeskHalt) {
                results.append(.success(try turn.run()))
                turn.workspace.settle()
            } catch {
                turn.workspace.rollBack()
                switch error {
                case .refused(let refusal): results.append(.failure(refusal))
                case .needs(let queries): needs.append(contentsOf: queries)
                }
            }
        }
        guard needs.isEmpty else { throw .needs(needs) }
        return DeskDecision(
            results: results, batch: turn.workspace.batch(idempotencyKey: nil, result: nil),
            events: turn.workspace.events)
    }
}

import DeskOperations
public import DeskPrimitives
public import DeskRouting

/// The worker that offers waiting work to agents who are free, and shows and withdraws the offers on their screens.
///
/// An offer is stored before it is shown. What a crash kept from being shown is shown by the next sweep of any dispatcher that
/// has not shown it yet; a screen that gets the same offer twice shows it once.
public actor Dispatcher: DeskWorker {
    /// The desk.
    public nonisolated let desk: Desk
    /// The agents' screens.
    public nonisolated let transport: any OfferTransport
    /// How long to rest after a sweep that found nothing.
    public nonisolated let pause: TimeSpan
    private var shown: [CaseID: Offer] = [:]

    /// The most open offers looked at in one sweep.
    static let pageLimit = 1_024

    /// Creates a dispatcher.
    public init(_ desk: Desk, transport: any OfferTransport, pause: TimeSpan = .milliseconds(250)) {
        self.desk = desk
        self.transport = transport
        self.pause = pause
    }

    /// Offers what waits, shows what is newly offered, withdraws what no longer is.
    @discardableResult
    public func sweep() async throws -> Int {
        var done = 0
        if case .offered(let work) = try await desk.perform(.distribute) { done += work.count }
        let open = try await openOffers()
        // A screen that cannot be reached keeps no other agent waiting; it is tried again until its offer is over.
        for (id, offer) in shown.sorted(by: { $0.key < $1.key }) where open[id] != offer {
            let isWithdrawn = (try? await transport.withdraw(offer)) != nil
            if isWithdrawn || offer.expires <= desk.clock.now() { shown[id] = nil }
        }
        for (id, offer) in open.sorted(by: { $0.key < $1.key }) where shown[id] == nil {
            if (try? await transport.show(offer)) != nil { shown[id] = offer }
        }
        return done
    }

    private func openOffers() async throws -> [CaseID: Offer] {
        let offered = try await desk.records(WorkItem.self, WorkItem.offered(limit: Self.pageLimit))
        var passes: [CaseID: Int] = [:]
        for work in offered { passes[work.id] = work.passCount }
        let keys = offered.map { RecordKey(Offer.collection, $0.id) }
        guard !keys.isEmpty else { return [:] }
        var open: [CaseID: Offer] = [:]
        for offer in try await desk.records(Offer.self, RecordQuery(.records(keys), limit: keys.count))
        where passes[offer.caseID] == offer.pass {
            open[offer.caseID] = offer
        }
        return open
    }
}

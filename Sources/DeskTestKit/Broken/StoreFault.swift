/// What is wrong with a broken store; the plain reference store has none of them.
enum StoreFault: String, CaseIterable, Sendable {
    // Expectations and batches.
    case lastWriteWins
    case checksIgnored
    case absenceIgnored
    case checkThenAct
    case halfBatchKept
    case conflictWithoutReason
    case revisionRestarts
    case emptyBatchThrows
    // Unique indexes.
    case uniqueIgnored
    case uniqueComparedBefore
    case uniqueWithinBatchIgnored
    case uniqueCheckThenAct
    // Idempotency keys.
    case keyIgnored
    case secondResult
    case resultForgotten
    case expectationsFirst
    case keyCheckThenAct
    case conflictUsesKey
    // Reading.
    case staleSecondHandle
    case missingThrows
    case keysSorted
    case limitIgnored
    case neverLast
    case alwaysLast
    // Indexes.
    case descendingIgnored
    case tiesReversed
    case upperEndIncluded
    case lowerEndExcluded
    case signedBytes
    case shorterFirst
    case cursorSkipsEqual
    case cursorNeedsRecord
    case selectionCapped
    case entryLeftAfterDelete
    case entryLeftAfterPut
    case entryLeftAfterErase
    case erasureForgotten
    case collectionsShared
    // The journal.
    case positionVisibleEarly
    case gapAfterConflict
    case batchReversed
    case journalFromPosition
    // Bytes.
    case caseFolded
    case spacesTrimmed
    case cutAtZero
    case canonicalText
    case keyCut
    case bodyCut
    case bodyRepaired
}

import Testing

@Suite struct `Which states can be left` {
  @Test func `a state that leads nowhere, and those that lead only there, do not reach rest`() {
    var edges = Edges()
    for (origin, goal) in [(0, 1), (1, 2), (0, 3), (3, 4), (4, 3)] as [(Int32, Int32)] {
      edges.add(from: origin, to: goal)
    }
    #expect(edges.reaching([2], among: 6) == [true, true, true, false, false, false])
  }
}

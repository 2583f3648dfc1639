/// A page that says one thing in plain words.
struct Leaflet {
  enum Tone: String { case good, bad, plain }

  var title: String
  var tone: Tone = .plain
  var paragraphs: [String] = []
  var items: [String] = []
  /// What the reader does next.
  var afterwards: String?
}

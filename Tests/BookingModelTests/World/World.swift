/// One state of the modelled world. Everything in it is a number given by ``Environment``.
struct World: Hashable {
  var calendars: Int32
  /// Requests that were sent, whose sender has given them up, and that may still be carried out.
  var network: Int32
  /// What each caller's booking has come to, and who works on it. −1: there is no such caller.
  var first: Int32 = -1
  var second: Int32 = -1
  var third: Int32 = -1
  /// A bit for each deed that the owner has yet to do.
  var deeds: Int32

  subscript(party: Int) -> Int32 {
    get {
      switch party {
      case 0: first
      case 1: second
      default: third
      }
    }
    set {
      switch party {
      case 0: first = newValue
      case 1: second = newValue
      default: third = newValue
      }
    }
  }
}

struct Step {
  let world: World
  let label: String
  let flaws: Flaws
  /// See ``Turn/isMishap``.
  var isMishap = false
}

import Scheduling

/// Zones whose clocks do something remarkable, as the database of 2025 describes them.
enum SampleZone: String, CaseIterable {
  case newYork, london, lordHowe, santiago, cairo, havana, stJohns, troll, nuuk, gaza, dublin, chatham, kolkata
  case saoPaulo2018, apia2011

  var zone: Zone {
    get throws { try Zone(id: ZoneID(rawValue), tzif: file.bytes) }
  }

  var file: TZifBytes {
    switch self {
    case .newYork: rule("EST5EDT,M3.2.0,M11.1.0")
    case .london: rule("GMT0BST,M3.5.0/1,M10.5.0")
    case .lordHowe: rule("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0")
    case .santiago: rule("<-04>4<-03>,M9.1.6/24,M4.1.6/24")
    case .cairo: rule("EET-2EEST,M4.5.5/0,M10.5.4/24")
    case .havana: rule("CST5CDT,M3.2.0/0,M11.1.0/1")
    // As it was from 1987 to 2011: at one minute past midnight.
    case .stJohns: rule("NST3:30NDT,M3.2.0/0:01,M11.1.0/0:01")
    case .troll: rule("<+00>0<+02>-2,M3.5.0/1,M10.5.0/3")
    case .nuuk: rule("<-02>2<-01>,M3.5.0/-1,M10.5.0/0")
    case .gaza: rule("EET-2EEST,M3.4.4/50,M10.4.4/50")
    // Summer time is standard here, and winter time the exception.
    case .dublin: rule("IST-1GMT0,M10.5.0,M3.5.0/1")
    case .chatham: rule("<+1245>-12:45<+1345>,M9.5.0/2:45,M4.1.0/3:45")
    case .kolkata: rule("IST-5:30")
    case .saoPaulo2018:
      // 2018-11-04T03:00Z, 2019-02-17T02:00Z
      TZifBytes(
        types: [(-10_800, false, "-03"), (-7200, true, "-02")], changes: [(1_541_300_400, 1), (1_550_368_800, 0)],
        footer: "<-03>3")
    case .apia2011:
      // 2011-12-30T10:00Z: from the evening of the 29th to the morning of the 31st.
      TZifBytes(
        types: [(-36_000, true, "-10"), (50_400, true, "+14")], changes: [(1_325_239_200, 1)], footer: "<+14>-14")
    }
  }

  private func rule(_ footer: String) -> TZifBytes { TZifBytes(types: [(0, false, "UTC")], footer: footer) }
}

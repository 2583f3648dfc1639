extension NumberingPlan {
  static let byRegion: [RegionCode: NumberingPlan] = Dictionary(
    uniqueKeysWithValues: table.split(separator: "\n").compactMap(row))

  /// Plans by calling code: several regions may share one, and then have the same.
  static let byCallingCode: [String: NumberingPlan] = Dictionary(
    byRegion.values.map { ($0.callingCode, $0) }, uniquingKeysWith: { first, _ in first })

  private static func row(_ line: Substring) -> (RegionCode, NumberingPlan)? {
    let columns = line.split(separator: " ")
    guard columns.count == 6, let region = RegionCode(String(columns[0])), let fewest = Int(columns[3]),
      let most = Int(columns[4]), fewest <= most
    else { return nil }
    let trunks = columns[2] == "-" ? [] : columns[2].split(separator: ",").map(String.init)
    let plan = NumberingPlan(
      callingCode: String(columns[1]), trunks: trunks, lengths: fewest...most,
      exits: columns[5].split(separator: ",").map(String.init))
    return (region, plan)
  }

  /// Region, calling code, trunk prefixes, fewest and most digits of a subscriber's number, exit codes.
  ///
  /// Calling codes: ITU-T E.164, list of assigned codes. The rest: the national numbering plans that administrations send to
  /// the ITU (ITU-T E.129 presentations), as summed up in the metadata of libphonenumber 9.0
  /// (github.com/google/libphonenumber): lengths of geographic and mobile numbers, without the rare and the local ones.
  /// Mexico's 01, 044, 045 and the 1 of its mobile numbers ended in 2019 and are still dialled; Lithuania's 8 in 2025.
  private static let table = """
    US 1 1 10 10 011
    CA 1 1 10 10 011
    PR 1 1 10 10 011
    DO 1 1 10 10 011
    JM 1 1 10 10 011
    MX 52 1,01,044,045 10 10 00
    BR 55 0 10 11 00
    AR 54 0 10 11 00
    CL 56 - 9 9 00
    CO 57 0 10 10 00
    PE 51 0 8 9 00
    UY 598 0 8 8 00
    PY 595 0 9 9 00
    BO 591 0 8 8 00
    EC 593 0 8 9 00
    VE 58 0 10 10 00
    CR 506 - 8 8 00
    PA 507 - 7 8 00
    GT 502 - 8 8 00
    GB 44 0 9 10 00
    IE 353 0 7 9 00
    FR 33 0 9 9 00
    DE 49 0 6 11 00
    AT 43 0 7 12 00
    CH 41 0 9 9 00
    LI 423 - 7 7 00
    ES 34 - 9 9 00
    PT 351 - 9 9 00
    IT 39 - 6 11 00
    NL 31 0 9 9 00
    BE 32 0 8 9 00
    LU 352 - 6 9 00
    DK 45 - 8 8 00
    NO 47 - 8 8 00
    SE 46 0 7 9 00
    FI 358 0 6 10 00
    IS 354 - 7 7 00
    EE 372 - 7 8 00
    LV 371 - 8 8 00
    LT 370 0,8 8 8 00
    PL 48 - 9 9 00
    CZ 420 - 9 9 00
    SK 421 0 9 9 00
    HU 36 06 8 9 00
    RO 40 0 9 9 00
    BG 359 0 7 9 00
    GR 30 - 10 10 00
    CY 357 - 8 8 00
    MT 356 - 8 8 00
    HR 385 0 8 9 00
    SI 386 0 8 8 00
    RS 381 0 8 9 00
    UA 380 0 9 9 00
    RU 7 8 10 10 810
    KZ 7 8 10 10 810
    TR 90 0 10 10 00
    IL 972 0 8 9 00
    AE 971 0 8 9 00
    SA 966 0 9 9 00
    EG 20 0 8 10 00
    MA 212 0 9 9 00
    NG 234 0 10 10 009
    KE 254 0 7 9 000
    GH 233 0 9 9 00
    ZA 27 0 9 9 00
    IN 91 0 10 10 00
    PK 92 0 9 10 00
    BD 880 0 8 10 00
    LK 94 0 9 9 00
    NP 977 0 8 10 00
    CN 86 0 9 11 00
    HK 852 - 8 8 001
    MO 853 - 8 8 00
    TW 886 0 8 9 002
    JP 81 0 9 10 010
    KR 82 0 8 10 001,002
    SG 65 - 8 8 000,001,002
    MY 60 0 8 10 00
    TH 66 0 8 9 001
    VN 84 0 9 10 00
    ID 62 0 8 12 001,008
    PH 63 0 8 10 00
    AU 61 0 9 9 0011
    NZ 64 0 8 10 00
    """
}

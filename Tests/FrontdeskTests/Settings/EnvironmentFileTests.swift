import Testing

@testable import FrontdeskCommands

@Suite struct EnvironmentFileTests {
  @Test(arguments: [
    ("A=b", "b"), ("A=", ""), ("export A=b", "b"), ("export\tA=b", "b"), ("  A = b  ", "b"), ("A=b c", "b c"),
    ("A=b # c", "b"), ("A=b#c", "b#c"), ("A=#c", ""), ("A='b # c'", "b # c"), ("A='b' # c", "b"), ("A=\"b\"", "b"),
    ("A=\"b \\\"c\\\" \\\\ \\$d\"", "b \"c\" \\ $d"), ("A=\"b\\nc\"", "b\nc"), ("A='b\\nc'", "b\\nc"),
    ("A=$B", "$B"), ("A=b=c==", "b=c=="), ("A=\"\"", ""), ("A=it's", "it's"), ("A=b\r\n", "b"), ("\u{FEFF}A=b", "b"),
    ("A=b\nA=c", "c"), ("# A=x\n\nA=b", "b"), ("A=\"b\\xc\"", "b\\xc"),
  ])
  func `a line is a name and a value`(_ text: String, _ value: String) {
    let file = EnvironmentFile(text)
    #expect(file.values == ["A": value])
    #expect(file.mistakes.isEmpty)
  }

  @Test(arguments: [
    ("A", "there is no “=” in it"), ("export A", "there is no “=” in it"),
    ("A B=c", "what stands before “=” is not a name (letters, digits and _)"),
    ("1A=c", "what stands before “=” is not a name (letters, digits and _)"),
    ("=c", "what stands before “=” is not a name (letters, digits and _)"),
    ("A='b", "a quote is not closed"), ("A=\"b", "a quote is not closed"), ("A=\"b\\", "a quote is not closed"),
    ("A=\"b\"c", "something follows the closing quote"), ("A='b' 'c'", "something follows the closing quote"),
  ])
  func `a line that means nothing is named, and the others are read`(_ line: String, _ phrase: String) {
    let file = EnvironmentFile("B=1\n\(line)\nC=2")
    #expect(file.values == ["B": "1", "C": "2"])
    #expect(file.mistakes == [.init(line: 2, phrase: phrase)])
  }
}

import Foundation

/// What a command says: results on standard output, remarks on standard error, so that results can be piped.
enum Output {
  /// Handed on at once: into a pipe or a journal `print` alone would keep lines back until its buffer is full.
  static func line(_ text: String) {
    print(text)
    fflush(nil)
  }

  static func remark(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
  }
}

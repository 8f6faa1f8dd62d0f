package spillway.tape.imports;

import java.util.regex.Pattern;

/// A shape of file names: `*` stands for any text, `?` for one character; capitals do not matter,
/// nor does an ending `.gz`.
///
/// @param text as the mapping writes it
record FileGlob(String text, Pattern pattern) {
    static FileGlob of(String text) {
        var regex = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return new FileGlob(
                text,
                Pattern.compile(
                        regex.append("(\\.gz)?").toString(),
                        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
    }

    boolean covers(String fileName) {
        return pattern.matcher(fileName).matches();
    }
}

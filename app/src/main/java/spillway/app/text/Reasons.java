package spillway.app.text;

import java.nio.file.FileSystemException;
import java.util.Locale;

/// Why something failed, in words.
public final class Reasons {
    private Reasons() {}

    /// The message of `failure`. The file system's own exceptions carry nothing but a path: theirs
    /// is made of their name.
    public static String of(Throwable failure) {
        String name = failure.getClass().getSimpleName().replaceAll("Exception$", "");
        String message = failure.getMessage();
        if (message == null) {
            return words(name);
        }
        boolean bare = failure instanceof FileSystemException fs && fs.getReason() == null;
        return bare ? message + ": " + words(name) : message;
    }

    /// `NoSuchFile` as `no such file`.
    private static String words(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }
}

package dev.kotae.local.command;

import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Who asks or rates. */
final class UserOption {
    private static final Pattern SENDABLE = Pattern.compile("[\\x21-\\x7e]{1,100}");

    @Option(names = "--user", paramLabel = "NAME", description = "Who asks (default: your name on this machine).")
    private String user;

    /** A name that a header can carry. */
    String name() {
        String name = user == null ? System.getProperty("user.name", "anonymous") : user;
        if (!SENDABLE.matcher(name).matches()) {
            throw new ApiException(
                    "A user's name has up to 100 letters of ASCII without blanks; give one with --user.");
        }
        return name;
    }
}

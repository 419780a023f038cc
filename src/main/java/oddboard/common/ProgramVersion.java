package oddboard.common;

/** The program's version, as its jar says it. */
public final class ProgramVersion {
    private ProgramVersion() {}

    public static String current() {
        String version = ProgramVersion.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}

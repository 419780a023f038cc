package oddboard.worker;

/** The program's version, as its jar says it. */
final class Version {
    private Version() {}

    static String ofProgram() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}

package oddboard.testing;

/** The tags of integration tests, by the names that pom.xml uses; each has an annotation. */
final class TestTags {
    static final String BROWSER = "browser";
    static final String PROCESS = "process";
    static final String PROGRAM = "program";
    static final String SLOW = "slow";

    private TestTags() {}
}

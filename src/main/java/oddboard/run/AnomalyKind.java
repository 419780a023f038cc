package oddboard.run;

/** What is abnormal on a data set: the one question that a recommendation asks. */
public enum AnomalyKind {
    DEFECTS("Small defects on parts that look alike"),
    OBJECTS("Another kind of object, or a whole object that looks different"),
    UNKNOWN("I don't know: try both");

    private final String words;

    AnomalyKind(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}

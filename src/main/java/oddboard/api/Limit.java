package oddboard.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How much a field of a body may hold; a field without it takes what is usual, so that none is without a limit. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Limit {
    /** Characters of a text without one of its own, and of each text in a list. */
    int TEXT = 1000;

    /** Entries of a list or of named values without one of its own. */
    int ENTRIES = 1000;

    /** Characters of a text, or entries of a list. */
    int value();

    /** The problem that more of it is. */
    String code() default "FIELD_INVALID";
}

package oddboard.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The smallest and the largest number that a field or parameter takes; see {@link Numbers} for those without it. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.PARAMETER})
public @interface Bounds {
    long min() default 0;

    long max();

    /** The problem that a field with another number is. */
    String code() default "FIELD_INVALID";
}

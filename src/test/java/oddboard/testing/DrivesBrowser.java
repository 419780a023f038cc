package oddboard.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that drives {@link Chromium}: an integration test. Where there is no Chromium it is skipped, and fails where the
 * environment says {@code CI=true}.
 */
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@Tag(TestTags.BROWSER)
@ExtendWith(ChromiumCondition.class)
public @interface DrivesBrowser {}

package oddboard.testing;

import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/**
 * Each program in a JVM has its own place for who is signed in, and Spring Security knows only that of the program that
 * was started last: before a test it is set to the test's own.
 */
public final class OwnSecurityContext implements TestExecutionListener {
    @Override
    public void beforeTestClass(TestContext test) {
        take(test);
    }

    @Override
    public void beforeTestMethod(TestContext test) {
        take(test);
    }

    private static void take(TestContext test) {
        if (test.hasApplicationContext()) {
            test.getApplicationContext()
                    .getBeanProvider(SecurityContextHolderStrategy.class)
                    .ifAvailable(SecurityContextHolder::setContextHolderStrategy);
        }
    }
}

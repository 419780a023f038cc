/**
 * What tests share, and their tags. A test without a tag belongs to the fast lane, {@code ./mvnw test}: it runs in the
 * JVM, beside one PostgreSQL ({@link oddboard.testing.TestDatabase}). {@code ./mvnw verify} also runs the integration tests,
 * those with {@link oddboard.testing.DrivesBrowser}, {@link oddboard.testing.StartsProcess},
 * {@link oddboard.testing.RunsProgram} or {@link oddboard.testing.Slow}. {@code ./mvnw test -Dtest=NAME} runs one class whatever its tags.
 */
package oddboard.testing;

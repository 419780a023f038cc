package oddboard.account;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRuleTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "short",
                "eleven char",
                "aaaaaaaaaaaaaa",
                "123456789012",
                "abcdefghijklm",
                "passwordpassword",
                "Password1234",
                "Oddboard2026",
                "ada.lovelace1"
            })
    void refusesWhatIsGuessedFirst(String password) {
        assertThatThrownBy(() -> PasswordRule.check("Ada.Lovelace", password)).isInstanceOf(PasswordException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"correct horse battery", "kf7p-x9qm-2tvw", "Überlänge reicht aus", "ada likes her tea cold"})
    void takesLongOnes(String password) {
        assertThatCode(() -> PasswordRule.check("ada", password)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "eleven char, needs at least 12",
        "qwertyuiop123, most common",
        "1qaz2wsx3edc4rfv, most common",
        "Ada.Lovelace12, your own name",
        "aaaaaaaaaaaaaa, easy to guess"
    })
    void saysWhy(String password, String reason) {
        assertThatThrownBy(() -> PasswordRule.check("Ada.Lovelace", password)).hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(ints = {73, 500})
    void refusesWhatBcryptWouldCutOff(int length) {
        assertThatThrownBy(() ->
                        PasswordRule.check("ada", "correct horse ".repeat(40).substring(0, length)))
                .hasMessageContaining("too long");
    }
}

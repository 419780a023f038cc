package oddboard.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformTest {
    /** What each Java says of itself, and the name that the engine's files have for it. */
    @ParameterizedTest
    @CsvSource({
        "linux-x86_64, Linux, amd64",
        "linux-aarch64, Linux, aarch64",
        "osx-aarch64, Mac OS X, aarch64",
        "win-x86_64, Windows Server 2022, amd64"
    })
    void startsOnThePlatformThatItIsFor(String built, String system, String architecture) {
        assertThat(Platform.refusal(built, system, architecture)).isNull();
        assertThat(Platform.refusal("linux-riscv64", system, architecture))
                .contains("for linux-riscv64 ", "which is " + built + ":");
    }

    @Test
    void startsAnywhereFromTheFoldersOfABuild() {
        assertThat(Platform.refusal(null, "Linux", "riscv64")).isNull();
    }
}

package oddboard.detector.backbone;

import java.io.IOException;
import java.nio.file.Path;
import oddboard.testing.Slow;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** As {@link KnownNetworksTest}, for networks whose files have hundreds of megabytes, and the other naming of one. */
@Slow
class LargeNetworksTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(names = {"WIDE_RESNET50", "DINO_SMALL", "DINO_BASE_TIMM"})
    void eachLayerIsThatOfTheReference(Architecture architecture) throws IOException {
        ReferencePass.check(architecture, folder);
    }
}

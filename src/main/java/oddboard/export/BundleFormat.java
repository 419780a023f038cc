package oddboard.export;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Which forms of the network a bundle holds. The names are stored, and are those of the API in lower case. */
public enum BundleFormat {
    ONNX("ONNX", EnumSet.of(Format.ONNX)),
    TORCHSCRIPT("TorchScript", EnumSet.of(Format.TORCHSCRIPT)),
    BOTH("ONNX and TorchScript", EnumSet.allOf(Format.class));

    private final String title;
    private final Set<Format> formats;

    BundleFormat(String title, Set<Format> formats) {
        this.title = title;
        this.formats = formats;
    }

    public String title() {
        return title;
    }

    Set<Format> formats() {
        return formats;
    }

    /** As the API spells it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package oddboard.registry;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import oddboard.common.Sha256;
import oddboard.common.StoredJson;
import oddboard.run.JsonColumns;
import oddboard.run.Run;

/** One SHA-256 over all that makes a model version what it is. */
final class ModelDigest {
    private ModelDigest() {}

    static String of(Run run, String weights, RegistrationRepository.Facts facts) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("weights", weights);
        all.put("detector", run.setup().detector());
        all.put("settings", run.setup().settings());
        all.put("preprocessing", StoredJson.MAPPER.convertValue(facts.preprocessing(), Map.class));
        all.put("data", run.version().value());
        all.put("images", facts.images());
        all.put("seed", run.setup().seed());
        all.put("software", facts.software());
        return HexFormat.of().formatHex(Sha256.of(JsonColumns.write(all)));
    }
}

import java.io.File;
import java.io.FileInputStream;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Says for each file whether it is valid PDF/UA-1, and which rules it breaks. */
public class Validate {
    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (String name : files) {
            try (var parser = Foundries.defaultInstance().createParser(new File(name), PDFAFlavour.PDFUA_1);
                    var validator = Foundries.defaultInstance().createValidator(PDFAFlavour.PDFUA_1, false)) {
                ValidationResult result = validator.validate(parser);
                System.out.println((result.isCompliant() ? "valid " : "broken ") + name);
                result.getTestAssertions().stream().limit(5).forEach((TestAssertion broken) ->
                        System.out.println("  " + broken.getRuleId().getClause() + "-" + broken.getRuleId().getTestNumber()
                                + " " + broken.getMessage() + " at " + broken.getLocation().getContext()));
            }
        }
    }
}

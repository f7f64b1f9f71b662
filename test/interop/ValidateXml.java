import java.nio.file.Path;
import java.security.Key;
import java.security.cert.X509Certificate;
import javax.xml.crypto.AlgorithmMethod;
import javax.xml.crypto.KeySelector;
import javax.xml.crypto.KeySelectorResult;
import javax.xml.crypto.XMLCryptoContext;
import javax.xml.crypto.dsig.XMLSignature;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import javax.xml.crypto.dsig.keyinfo.KeyInfo;
import javax.xml.crypto.dsig.keyinfo.X509Data;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Checks the signatures of XML files as the JDK does: a line for each, its answer and its file. */
public final class ValidateXml {
    public static void main(String[] files) throws Exception {
        DocumentBuilderFactory documents = DocumentBuilderFactory.newInstance();
        documents.setNamespaceAware(true);
        documents.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        XMLSignatureFactory signatures = XMLSignatureFactory.getInstance("DOM");
        for (String file : files) {
            Document document = documents.newDocumentBuilder().parse(Path.of(file).toFile());
            markIds(document);
            NodeList found = document.getElementsByTagNameNS(XMLSignature.XMLNS, "Signature");
            for (int i = 0; i < found.getLength(); i++) {
                System.out.println(answer(signatures, found.item(i)) + " " + file);
            }
        }
    }

    private static String answer(XMLSignatureFactory signatures, org.w3c.dom.Node node) {
        try {
            DOMValidateContext context = new DOMValidateContext(new FromCertificate(), node);
            context.setProperty("org.jcp.xml.dsig.secureValidation", Boolean.TRUE);
            return signatures.unmarshalXMLSignature(context).validate(context) ? "valid" : "invalid";
        } catch (Exception refused) {
            return "refused(" + String.valueOf(refused.getMessage()).replace(' ', '_') + ")";
        }
    }

    /** Attributes named Id are ids, as XAdES and XMLDSig have them. */
    private static void markIds(Document document) {
        NodeList all = document.getElementsByTagNameNS("*", "*");
        for (int i = 0; i < all.getLength(); i++) {
            Element element = (Element) all.item(i);
            if (element.hasAttribute("Id")) element.setIdAttribute("Id", true);
        }
    }

    /** The key of the first certificate in KeyInfo. */
    private static final class FromCertificate extends KeySelector {
        @Override
        public KeySelectorResult select(
                KeyInfo info, Purpose purpose, AlgorithmMethod method, XMLCryptoContext context) {
            for (Object part : info.getContent()) {
                if (!(part instanceof X509Data)) continue;
                for (Object item : ((X509Data) part).getContent()) {
                    if (!(item instanceof X509Certificate)) continue;
                    Key key = ((X509Certificate) item).getPublicKey();
                    return () -> key;
                }
            }
            return () -> null;
        }
    }
}

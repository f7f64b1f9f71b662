import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.io.ByteArrayInputStream;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.XMLSignature;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * What Java says of the signatures in XML files: names of files on standard input, one a line. Prints
 * for each `NAME COUNT` of the signatures that are right, or `NAME` and why not.
 */
public class XmlValidate {
    static final String DS = "http://www.w3.org/2000/09/xmldsig#";

    public static void main(String[] args) throws Exception {
        BufferedReader names = new BufferedReader(
            new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String name; (name = names.readLine()) != null; ) {
            String result;
            try {
                result = String.valueOf(validate(new File(name)));
            } catch (Exception e) {
                result = e.toString();
            }
            System.out.println(name + " " + result.replace('\n', ' '));
        }
    }

    static int validate(File file) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        Document document = factory.newDocumentBuilder().parse(file);
        markIds(document.getDocumentElement());
        NodeList signatures = document.getElementsByTagNameNS(DS, "Signature");
        for (int i = 0; i < signatures.getLength(); i++) check((Element) signatures.item(i));
        return signatures.getLength();
    }

    static void check(Element element) throws Exception {
        DOMValidateContext context = new DOMValidateContext(keyOf(element), element);
        context.setProperty("org.jcp.xml.dsig.secureValidation", Boolean.TRUE);
        XMLSignature signature = XMLSignatureFactory.getInstance("DOM").unmarshalXMLSignature(context);
        if (!signature.getSignatureValue().validate(context)) throw new Exception("value");
        for (Object reference : signature.getSignedInfo().getReferences()) {
            Reference one = (Reference) reference;
            if (!one.validate(context)) throw new Exception("reference " + one.getURI());
        }
        if (!signature.validate(context)) throw new Exception("signature");
    }

    static PublicKey keyOf(Element signature) throws Exception {
        String text = signature.getElementsByTagNameNS(DS, "X509Certificate").item(0).getTextContent();
        byte[] der = Base64.getMimeDecoder().decode(text);
        X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(der));
        return certificate.getPublicKey();
    }

    static void markIds(Element element) {
        if (element.hasAttribute("Id")) element.setIdAttribute("Id", true);
        for (org.w3c.dom.Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element) markIds((Element) child);
        }
    }
}

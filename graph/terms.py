"""The vocabulary terms that the code writes and reads, as pyoxigraph nodes, and the known prefixes."""

from __future__ import annotations

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from .iris import ENTITY, GRAPH, ONTOLOGY, WIKIDATA

PREFIXES = {
    "cabos": ONTOLOGY,
    "entity": ENTITY,
    "itsrdf": "http://www.w3.org/2005/11/its/rdf#",
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "wd": WIKIDATA,
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def term(curie: str) -> NamedNode:
    """The node that a prefixed name stands for.

    >>> term("cabos:supports").value
    'https://w3id.org/cabos/ontology#supports'
    """
    prefix, _, local = curie.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


def value(node: NamedNode | BlankNode | Literal | Triple) -> str:
    """The text of a term: its IRI, or the literal without quotes, language and datatype.

    >>> value(term("rdf:type"))
    'http://www.w3.org/1999/02/22-rdf-syntax-ns#type'
    """
    return str(node) if isinstance(node, Triple) else node.value


ONTOLOGY_GRAPH = NamedNode(GRAPH + "ontology")

DECISIONS_GRAPH = NamedNode(GRAPH + "decisions")

REJECTION = term("cabos:Rejection")
REJECTS = term("cabos:rejects")
REJECTED_IN = term("cabos:rejectedIn")
REJECTED_SUBJECT = term("cabos:rejectedSubject")
REJECTED_RELATION = term("cabos:rejectedRelation")
REJECTED_OBJECT = term("cabos:rejectedObject")
REJECTED_SENTENCE = term("cabos:rejectedSentence")
REASON = term("cabos:reason")
WITHDRAWN = term("cabos:withdrawn")

TYPE = term("rdf:type")
SUBJECT = term("rdf:subject")
PREDICATE = term("rdf:predicate")
OBJECT = term("rdf:object")
RDF_STATEMENT = term("rdf:Statement")
LABEL = term("rdfs:label")
COMMENT = term("rdfs:comment")
SUBCLASS = term("rdfs:subClassOf")
SUBPROPERTY = term("rdfs:subPropertyOf")
DOMAIN = term("rdfs:domain")
RANGE = term("rdfs:range")
SAME_AS = term("owl:sameAs")
ALT_LABEL = term("skos:altLabel")

ARTICLE = term("cabos:Article")
NEWS_ARTICLE = term("schema:NewsArticle")
SENTENCE = term("cabos:Sentence")
MENTION = term("cabos:Mention")
TRIGGER = term("cabos:Trigger")
STATEMENT = term("cabos:Statement")
OPEN_STATEMENT = term("cabos:OpenStatement")
OPEN_SUBJECT = term("cabos:openSubject")
OPEN_PREDICATE = term("cabos:openPredicate")
OPEN_OBJECT = term("cabos:openObject")
OPEN_STATUS = term("cabos:openStatus")
OPEN_TRIGGER = term("cabos:openTrigger")
STATUS = term("cabos:status")
ATTRIBUTED_TO = term("cabos:attributedTo")
SUBJECT_MENTION = term("cabos:subjectMention")
OBJECT_MENTION = term("cabos:objectMention")
SPEAKER_MENTION = term("cabos:speakerMention")
HAS_TRIGGER = term("cabos:trigger")
CONFIDENCE = term("cabos:confidence")
EVENT_TIME = term("cabos:eventTime")
CONTENT_DIGEST = term("cabos:contentDigest")
MINHASH = term("cabos:minHash")
MINHASH_BAND = term("cabos:minHashBand")
REPRINT_OF = term("cabos:reprintOf")

BEGIN = term("nif:beginIndex")
END = term("nif:endIndex")
ANCHOR = term("nif:anchorOf")
CONTEXT = term("nif:referenceContext")
REFERS_TO = term("itsrdf:taIdentRef")

IDENTIFIER = term("schema:identifier")
HEADLINE = term("schema:headline")
DATE_PUBLISHED = term("schema:datePublished")
PUBLISHER = term("schema:publisher")
AUTHOR = term("schema:author")
SECTION = term("schema:articleSection")
URL = term("schema:url")
LANGUAGE = term("schema:inLanguage")
BODY = term("schema:articleBody")
VERSION = term("schema:softwareVersion")

ACTIVITY = term("prov:Activity")
SOFTWARE_AGENT = term("prov:SoftwareAgent")
DERIVED_FROM = term("prov:wasDerivedFrom")
GENERATED_BY = term("prov:wasGeneratedBy")
ASSOCIATED_WITH = term("prov:wasAssociatedWith")
USED = term("prov:used")
ENDED_AT = term("prov:endedAtTime")
PROV_ENTITY = term("prov:Entity")
REVISION_OF = term("prov:wasRevisionOf")
SPECIALIZATION_OF = term("prov:specializationOf")
GENERATED_AT = term("prov:generatedAtTime")
INVALIDATED_AT = term("prov:invalidatedAtTime")

XSD_DATE = term("xsd:date")
XSD_DATETIME = term("xsd:dateTime")
XSD_YEAR = term("xsd:gYear")
XSD_YEAR_MONTH = term("xsd:gYearMonth")
XSD_DECIMAL = term("xsd:decimal")
XSD_ANY_URI = term("xsd:anyURI")

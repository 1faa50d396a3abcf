"""Closed lists of words that the rules for predicates and for titles go by. Source: general Spanish."""

from __future__ import annotations

THROUGH = frozenset(
    "supports criticizes opposes protestsAgainst accuses recognizes attacks threatens investigates sanctions".split()
)
"""Relations whose object may be said by what is its: «rechaza las declaraciones de Uribe»."""

GIVING = frozenset(
    "dar expresar brindar manifestar ofrecer mostrar reiterar ratificar declarar mantener anunciar imponer lanzar "
    "hacer realizar ejercer emprender iniciar prestar retirar dirigir presentar formular confirmar tener enviar "
    "celebrar sostener firmar lograr alcanzar suscribir cerrar entablar concluir efectuar protagonizar encabezar abrir "
    "reafirmar prometer negar concretar establecer reanudar romper participar promover preparar convocar organizar "
    "continuar intensificar desarrollar reavivar impulsar secundar".split()
)
"""Verbs whose subject does what their object noun names: «dio su apoyo a …»."""

SUFFERED = frozenset(
    "asesinato muerte detención secuestro arresto ejecución encarcelamiento homicidio fallecimiento desaparición "
    "captura expulsión deportación destitución liberación matanza masacre tortura".split()
)
"""What is done to the one behind «de»: who condemns a murder does not condemn its victim."""

RESIGNATIONS = frozenset("renuncia dimisión abdicación".split())
"""What is asked of the one behind «de»: «pidió la renuncia de X»."""

ABSTRACT = frozenset("política crítica técnica".split())
"""Nouns of things that are also titles of persons."""

TIMES = frozenset(
    "lunes martes miércoles jueves viernes sábado domingo día semana mes año hora noche tarde mañana vez hoy ayer "
    "jornada minuto".split()
)
"""Nouns of time, which parsers label as objects («criticó este martes al líder»)."""

COUPLING = frozenset({"meetsWith", "agreesWith", "cooperatesWith", "visits", "opposes"})
ACTING = frozenset({"NOUN", "PROPN", "ADJ", "VERB", "AUX"})

LINKS = frozenset("de del para ante en la el los las".split())
ARTICLES = frozenset("el la los las un una su".split())
BEFORE_TITLE = frozenset(
    "el la los las un una entonces actual también hoy ex antiguo antigua nuevo nueva exlíder".split()
)
OF_STATE = frozenset(
    "presidente presidenta mandatario mandataria rey reina emperador emperatriz gobernante dictador premier príncipe "
    "primer ministro primera ministra jefe de estado jefe de gobierno jefa de estado jefa de gobierno "
    "vicepresidente".split()
)
OFFICIALS = frozenset(
    "canciller vicecanciller vicepresidente embajador cónsul senador diputado congresista legislador parlamentario "
    "diplomático negociador enviado ministro viceministro secretario portavoz vocero representante delegado".split()
)
"""Titles whose adjective of country says whom they serve, and not only where they are from."""

OWNERS = frozenset("fundador cofundador dueño propietario accionista".split())
OFFICES = frozenset("ministerio secretaria departamento cancilleria consejeria viceministerio subsecretaria".split())
CHANCELLORS = frozenset({"Q183", "Q40"})
"""Germany and Austria, where the Kanzler heads the government; elsewhere a canciller is a foreign minister."""

HEADS = frozenset("presidente presidenta mandatario mandataria premier expresidente expresidenta".split())
MINISTRY_HEADS = {"ministr": "Ministerio", "secretari": "Secretaría", "viceministr": "Viceministerio",
                   "subsecretari": "Subsecretaría", "conseller": "Consejería", "consejer": "Consejería"}  # fmt: skip

"""Pages as ten kinds of Arabic news sites write them, with the article that each holds.

The mark-up imitates how such sites are built (theme, agency system, portal, blog, mobile page);
every word on them was written for these tests, and every name is invented.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass

NAV = ("الرئيسية", "سياسة", "اقتصاد", "رياضة", "ثقافة وفن", "منوعات", "فيديو", "من نحن", "اتصل بنا")
RELATED = (
    "مجلس مدينة الرمال يقر موازنة العام المقبل بعد جلسة طويلة",
    "افتتاح المعرض السنوي للكتاب في قصر السرايا القديم",
    "فريق نجوم الوادي يتأهل إلى نصف نهائي كأس الإقليم",
    "ارتفاع أسعار الخضار في أسواق بلدة تل الغزلان",
    "الأرصاد تتوقع أمطارا متفرقة على السواحل نهاية الأسبوع",
)
READ = (
    "قصة طفل عثر على رسالة عمرها مئة عام في زجاجة",
    "خمسة أسباب تدفعك إلى شرب الماء صباحا كل يوم",
    "تعرف على أقدم مطحنة ما زالت تعمل في جبل النور",
)
COMMENT = "كلام جميل لكن الناس تنتظر الأفعال لا الأقوال منذ سنوات طويلة يا جماعة الخير"
COOKIES = (
    "نستخدم ملفات تعريف الارتباط لتحسين تجربتك على موقعنا، وباستمرارك في التصفح توافق على ذلك."
)
NEWSLETTER = "اشترك في نشرتنا البريدية ليصلك أهم الأخبار كل صباح على بريدك الإلكتروني"
RIGHTS = "جميع الحقوق محفوظة"


@dataclass(frozen=True, slots=True)
class Story:
    """One report as its outlet would have it: what a reader of the page must get."""

    title: str
    outlet: str
    byline: str
    day: str
    shown: str
    caption: str
    body: tuple[str, ...]

    @property
    def path(self) -> str:
        """The day as the address of a page holds it."""
        return self.day.replace("-", "/")


STORIES = (
    Story(
        title="وفد إقليم الجبل الأزرق يصل إلى السهلية لاستئناف المحادثات",
        outlet="شبكة النسيم",
        byline="ليلى الحداد",
        day="2025-09-07",
        shown="الأحد 7 سبتمبر 2025",
        caption="أرشيفية لمبنى المحادثات في السهلية",
        body=(
            "وصل وفد إقليم الجبل الأزرق إلى مدينة السهلية مساء أمس السبت، لاستئناف المحادثات التي "
            "توقفت قبل ثلاثة أسابيع بسبب خلاف على جدول الأعمال.",
            "وقال رئيس الوفد سليم الراوي للصحفيين عند وصوله إن المحادثات ستتناول فتح المعابر "
            "وعودة النازحين إلى قراهم قبل حلول الشتاء.",
            "وأضاف أن الوفد يحمل ردا مكتوبا على الورقة التي قدمها الوسطاء، رافضا الكشف عن مضمونه.",
            "في المقابل، أكد متحدث باسم بلدية السهلية أن الترتيبات الأمنية اكتملت، وأن الجلسة "
            "الأولى تعقد صباح غد الاثنين.",
            "وكان الطرفان قد تبادلا الاتهامات بخرق الهدنة التي أعلنت في تموز الماضي، وأسفرت "
            "الاشتباكات عن مقتل 12 شخصا وإصابة 30 آخرين، بحسب مصادر طبية.",
            "ومن المقرر أن تستمر المحادثات أربعة أيام، يعقبها بيان مشترك إذا اتفق الطرفان على "
            "صيغته النهائية.",
        ),
    ),
    Story(
        title="انقطاع المياه عن أحياء في مرسى الطيور بعد عطل في المحطة الرئيسية",
        outlet="صحيفة المنارة الساحلية",
        byline="هيثم الوردي",
        day="2024-12-31",
        shown="الثلاثاء 31 ديسمبر 2024",
        caption="عمال يصلحون أنبوبا في شارع الميناء",
        body=(
            "أعلنت مؤسسة مياه مرسى الطيور انقطاع المياه عن خمسة أحياء اعتبارا من فجر اليوم الثلاثاء.",
            "وعزت المؤسسة في بيان الانقطاع إلى عطل في المضخة الثالثة بالمحطة الرئيسية.",
            "ونقل البيان عن المهندس رامز الطيب قوله: «نعمل على إصلاح العطل خلال 24 ساعة».",
        ),
    ),
    Story(
        title="محكمة وادي الزيتون ترجئ النظر في قضية الجسر المنهار",
        outlet="وكالة أنباء السروة",
        byline="نادين صعب",
        day="2025-02-03",
        shown="الاثنين 3 شباط/فبراير 2025",
        caption="الجسر بعد انهياره في الشتاء الماضي",
        body=(
            "أرجأت محكمة وادي الزيتون اليوم الاثنين النظر في قضية الجسر المنهار إلى آذار المقبل.",
            "وطلب محامي الدفاع فراس الخيال مهلة للاطلاع على تقرير الخبراء الذي قدم للمحكمة أمس.",
            "نتائج التحقيق",
            "وخلص التقرير إلى أن الشركة المنفذة استخدمت حديدا أقل بنسبة 40 بالمئة مما نص عليه العقد.",
            "وقالت ممثلة الادعاء سعاد المرجان إن التقرير يثبت مسؤولية الشركة كاملة، مشيرة إلى أن "
            "الضحايا ينتظرون العدالة منذ أكثر من عام.",
            "ونفى مدير الشركة وائل البحراني التهم الموجهة إليه، وقال إن الحديد المستخدم مطابق "
            "للمواصفات التي وافقت عليها البلدية كتابة.",
            "وحضر الجلسة عشرات من أهالي الضحايا الذين رفعوا صور أبنائهم أمام المحكمة.",
            "وأودى انهيار الجسر في كانون الثاني 2024 بحياة 19 شخصا بينهم أربعة أطفال كانوا في "
            "حافلة مدرسية.",
        ),
    ),
)


def _ps(lines: tuple[str, ...], tag: str = "p") -> str:
    return "\n".join(f"<{tag}>{line}</{tag}>" for line in lines)


def _menu(items: tuple[str, ...], css: str) -> str:
    cells = "".join(f'<li class="item"><a href="/s/{i}">{t}</a></li>' for i, t in enumerate(items))
    return f'<ul class="{css}">{cells}</ul>'


def _json_ld(s: Story, **extra: object) -> str:
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": s.title,
        "datePublished": f"{s.day}T18:20:00+03:00",
        "author": {"@type": "Person", "name": s.byline},
        "publisher": {"@type": "Organization", "name": s.outlet},
        **extra,
    }
    shown = json.dumps(data, ensure_ascii=False)
    return f'<script type="application/ld+json">{shown}</script>'


def newspaper_theme(s: Story) -> str:
    """A daily on a common blogging system with a magazine theme."""
    related = "".join(
        f'<div class="related-item tie-col-md-4"><a href="/r"><h3 class="post-title">{t}</h3></a>'
        f'<div class="post-meta"><span class="date">قبل يومين</span></div></div>'
        for t in RELATED
    )
    return f"""<!DOCTYPE html><html dir="rtl" lang="ar"><head><meta charset="UTF-8">
<title>{s.title} - {s.outlet}</title>
<meta property="og:title" content="{s.title} - {s.outlet}"><meta property="og:site_name" content="{s.outlet}">
<meta property="article:published_time" content="{s.day}T15:20:00+00:00">
<link rel="canonical" href="https://nasim.example/{s.path}/54321/">
</head><body class="rtl post-template-default single single-post">
<header id="theme-header"><nav>{_menu(NAV, "menu main-menu")}</nav></header>
<div id="content" class="site-content container"><article id="the-post" class="container-wrapper post-content">
<header class="entry-header-outer"><nav id="breadcrumb"><a href="/">الرئيسية</a> / <a href="/c">سياسة</a></nav>
<h1 class="post-title entry-title">{s.title}</h1>
<div class="post-meta clearfix"><span class="author-meta"><a class="author-name" href="/author/a">{s.byline}</a></span>
<span class="date meta-item">{s.shown}</span> <span class="meta-reading-time">دقيقتان</span></div></header>
<figure class="single-featured-image"><img src="/i.jpg" alt=""><figcaption class="single-caption-text">{s.caption}</figcaption></figure>
<div class="entry-content entry clearfix">{_ps(s.body[:2])}
<div id="inline-related-post" class="mag-box"><h3>مقالات ذات صلة</h3><ul><li><a href="/r1">{RELATED[0]}</a></li></ul></div>
{_ps(s.body[2:])}
<div class="post-bottom-meta post-tags"><span>الوسوم</span><a href="/t">أخبار</a> <a href="/t2">محليات</a></div></div>
<div class="share-buttons"><a>فيسبوك</a><a>تويتر</a><a>طباعة</a></div></article>
<div class="subscribe-widget"><h4>{NEWSLETTER}</h4><form><input type="email"></form></div>
<div id="related-posts"><h3>مقالات ذات صلة</h3>{related}</div>
<div id="comments"><h3>تعليق واحد</h3><ol class="comment-list"><li class="comment"><p>{COMMENT}</p></li></ol></div></div>
<aside class="sidebar"><h3>الأكثر قراءة</h3>{_menu(READ, "posts-list")}</aside>
<footer><p>{RIGHTS} {s.outlet} © 2025</p></footer></body></html>"""


def broadcaster(s: Story) -> str:
    """A broadcaster's site, rendered by a script framework, with its state beside the page."""
    state = json.dumps({"page": {"related": RELATED, "cookie": COOKIES}}, ensure_ascii=False)
    paragraphs = _ps(s.body)
    return f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"/>
<title data-rh="true">{s.title} | سياسة | {s.outlet}</title>
<meta data-rh="true" property="og:title" content="{s.title}"/><meta data-rh="true" property="og:site_name" content="{s.outlet}"/>
{_json_ld(s, dateModified="2025-09-30T10:00:00Z", mainEntityOfPage={"@id": f"https://nasim.example/news/{s.path}/talks"})}
</head><body><div id="root"><div class="container"><div class="cookie-consent" role="dialog"><p>{COOKIES}</p><button>موافق</button></div>
<header class="header-main"><nav class="css-1abc">{_menu(NAV, "menu__items")}</nav></header>
<div class="l-col l-col--8"><main id="main-content-area"><header class="article-header"><h1>{s.title}</h1>
<div class="article-dates"><span aria-hidden="true">{s.shown}</span></div></header>
<figure class="article-featured-image"><div class="responsive-image"><img src="x.jpg" alt="{s.caption}"/></div><figcaption>{s.caption} (الفرنسية)</figcaption></figure>
<div class="article-info-block"><div class="article-b-l"><span class="article-author">{s.byline}</span></div></div>
<div class="wysiwyg wysiwyg--all-content css-ibbk12" aria-live="polite">{paragraphs}
<div class="container--ads"><span>إعلان</span></div></div>
<div class="article-source">المصدر: {s.outlet}</div></main>
<section class="more-on"><h2>المزيد من سياسة</h2>{"".join(f'<article class="gc"><h3><a href="#">{t}</a></h3><p>{t} في تقرير مفصل أعده مراسلنا هناك</p></article>' for t in RELATED)}</section></div>
<aside><h2>الأكثر مشاهدة</h2><ol>{"".join(f"<li><a>{t}</a></li>" for t in READ)}</ol></aside></div>
<footer><span>{RIGHTS} 2025 {s.outlet}</span></footer></div>
<script>window.__APP_STATE__={state};</script></body></html>"""


def agency(s: Story) -> str:
    """A state agency on a content system of fields and blocks, dateline in the first line."""
    fields = "".join(f'<div class="field-item"><p class="rtejustify">{p}</p></div>' for p in s.body)
    blocks = "".join(
        f'<div class="views-row"><span class="field-content"><a>{t}</a></span></div>'
        for t in RELATED
    )
    return f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8">
<title>{s.title} | {s.outlet}</title><meta name="dcterms.title" content="{s.title}">
<meta name="dcterms.date" content="{s.day}T09:00+02:00"><meta name="Generator" content="Drupal 7"></head>
<body class="html not-front node-type-article i18n-ar"><div id="page"><div id="header"><h1 id="site-name"><a href="/">{s.outlet}</a></h1>
<div class="region region-menu">{_menu(NAV, "menu nav")}</div></div>
<div id="main"><div class="region region-content"><h1 class="title" id="page-title">{s.title}</h1>
<div class="node node-article" about="/node/77" typeof="sioc:Item foaf:Document">
<div class="submitted">{s.shown} - 9:00 ص</div>
<div class="field field-name-field-image"><img typeof="foaf:Image" src="p.jpg" alt="{s.caption}"><blockquote class="image-field-caption"><p>{s.caption}</p></blockquote></div>
<div class="field field-name-body field-type-text-with-summary"><div class="field-items">{fields}</div></div>
<div class="field field-name-field-tags"><div class="field-label">كلمات دلالية:&nbsp;</div><div class="field-items"><a>قضاء</a><a>حوادث</a></div></div>
<ul class="links inline"><li>نسخة للطباعة</li><li>أرسل لصديق</li></ul></div></div>
<div class="region region-sidebar"><div class="block"><h2>آخر الأخبار</h2><div class="view-content">{blocks}</div></div></div></div>
<div id="footer"><p>{s.outlet} {RIGHTS}، لا يجوز إعادة النشر دون الإشارة إلى المصدر</p></div></div></body></html>"""


def table_portal(s: Story) -> str:
    """An old portal: tables for columns, fonts for headings, two breaks for a paragraph."""
    body = "<br><br>".join(s.body)
    menu = "<br>".join(
        f'<a href="?c={i}"><font color=blue>{t}</font></a>' for i, t in enumerate(NAV)
    )
    more = "<br>".join(f'<a href="?id={i}">{t}</a>' for i, t in enumerate(RELATED))
    return f"""<HTML DIR=RTL><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=windows-1256">
<TITLE>{s.outlet} - {s.title}</TITLE></HEAD><BODY bgcolor=#FFFFFF>
<TABLE width=980 align=center><TR><TD colspan=3><IMG SRC="logo.gif"><MARQUEE>{" *** ".join(RELATED)}</MARQUEE></TD></TR>
<TR><TD width=150 valign=top>{menu}</TD><TD width=600 valign=top>
<TABLE width=100%><TR><TD><FONT size=5 color=#990000><B>{s.title}</B></FONT></TD></TR>
<TR><TD><FONT size=2>تاريخ النشر: {s.shown}</FONT></TD></TR>
<TR><TD align=center><IMG SRC="news.jpg"><BR><FONT size=1>{s.caption}</FONT></TD></TR>
<TR><TD><DIV align=justify><FONT size=4>{body}</FONT></DIV></TD></TR>
<TR><TD><A href="javascript:print()">اطبع</A> | <A href="mailto:a@b.example">راسلنا</A></TD></TR></TABLE></TD>
<TD width=230 valign=top><B>أخبار أخرى</B><BR>{more}</TD></TR>
<TR><TD colspan=3 align=center>{RIGHTS} لموقع {s.outlet}</TD></TR></TABLE></BODY></HTML>"""


def blog(s: Story) -> str:
    """A local page on a free blogging host: divisions, spans and hard spaces for paragraphs."""
    body = "".join(
        f'<div style="text-align: right;" trbidi="on"><span style="font-size: large;">{p}</span></div>'
        "<div><br /></div>"
        for p in s.body
    )
    return f"""<!DOCTYPE html><html dir='rtl' xmlns='http://www.w3.org/1999/xhtml'><head>
<meta content='text/html; charset=UTF-8' http-equiv='Content-Type'/><title>{s.outlet}: {s.title}</title>
<link href='https://sahel.example/{s.day[:4]}/{s.day[5:7]}/blog-post_7.html' rel='canonical'/><meta content='{s.title}' property='og:title'/></head>
<body><div class='content'><div class='header-inner'><h1 class='title'><a href='/'>{s.outlet}</a></h1></div>
<div class='tabs'>{_menu(NAV, "tabs-list")}</div><div class='main section' id='main'><div class='widget Blog'><div class='blog-posts hfeed'>
<h2 class='date-header'><span>{s.shown}</span></h2>
<div class='post hentry' itemscope='itemscope' itemtype='http://schema.org/BlogPosting'><h3 class='post-title entry-title' itemprop='name'>{s.title}</h3>
<div class='post-body entry-content' id='post-body-77' itemprop='description articleBody'><div dir="rtl" style="text-align: right;" trbidi="on">
<div class="separator"><img src="b.png"/></div>{body}</div><div style='clear: both;'></div></div>
<div class='post-footer'><span class='post-author vcard'>مرسلة بواسطة <span class='fn' itemprop='author'><span itemprop='name'>{s.byline}</span></span></span>
<span class='post-timestamp'>في <abbr class='published' itemprop='datePublished' title='{s.day}T11:07:00+02:00'>11:07 ص</abbr></span>
<span class='post-labels'>التسميات: <a>محليات</a></span></div></div></div>
<div class='comments' id='comments'><h4>هناك تعليق واحد:</h4><dl><dd class='comment-body'><p>{COMMENT}</p></dd></dl></div>
<div class='blog-pager'><a>رسالة أقدم</a><a>الصفحة الرئيسية</a></div></div></div>
<div class='sidebar section'><h2>أرشيف المدونة الإلكترونية</h2><ul><li>2025 (44)</li></ul><h2>المشاركات الشائعة</h2>{_menu(READ, "popular")}</div></div></body></html>"""


def mobile_page(s: Story) -> str:
    """An accelerated mobile page: custom elements, the article's parts under one root."""
    related = "".join(f'<div class="amp-related"><a href="/r">{t}</a></div>' for t in RELATED)
    return f"""<!doctype html><html ⚡ lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{s.title}</title>
<link rel="canonical" href="https://manara.example/article/{s.day}/9911"><style amp-boilerplate>body{{visibility:hidden}}</style>{_json_ld(s, author=[{"@type": "Organization", "name": s.outlet}])}</head>
<body><amp-sidebar id="sidebar" layout="nodisplay">{_menu(NAV, "amp-menu")}</amp-sidebar><header class="headerbar"><div class="site-name">{s.outlet}</div></header>
<article class="amp-wp-article"><header class="amp-wp-article-header"><h1 class="amp-wp-title">{s.title}</h1>
<div class="amp-wp-meta amp-wp-byline"><span class="amp-wp-author author vcard">كتب: {s.byline}</span></div>
<div class="amp-wp-meta amp-wp-posted-on"><time datetime="{s.day}T18:20:00+03:00">منذ ساعتين</time></div></header>
<figure class="amp-wp-article-featured-image"><amp-img src="a.jpg" width="640" height="360"></amp-img><p class="wp-caption-text">{s.caption}</p></figure>
<div class="amp-wp-article-content">{_ps(s.body[:1])}<amp-ad type="x"><div placeholder>إعلان</div></amp-ad>{_ps(s.body[1:])}
<p>اقرأ أيضا: <a href="/r0">{RELATED[1]}</a></p></div>
<footer class="amp-wp-article-footer"><div class="amp-wp-tax-category">التصنيف: <a>خدمات</a></div>{related}</footer></article>
<amp-consent><div><p>{COOKIES}</p></div></amp-consent><footer class="amp-wp-footer"><p>{RIGHTS}</p><a href="#top">العودة إلى الأعلى</a></footer></body></html>"""


def form_portal(s: Story) -> str:
    """A portal of server-side forms: generated ids, one division a paragraph, long hidden state."""
    body = "".join(f"<div>&nbsp;&nbsp;{p}</div>" for p in s.body)
    ticker = "".join(
        f'<span class="tick"><a href="n.aspx?i={i}">{t}</a></span>' for i, t in enumerate(RELATED)
    )
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"><html xmlns="http://www.w3.org/1999/xhtml"><head id="Head1"><meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<title>{s.title}</title><meta name="keywords" content="أخبار,عاجل" /><meta name="date" content="{s.day}" /></head>
<body dir="rtl"><form method="post" action="newsdetails.aspx?id=8" id="form1"><div><input type="hidden" name="__VIEWSTATE" value="{"dDwtMTA4" * 60}" /></div>
<div id="ctl00_header"><div id="ctl00_menu">{_menu(NAV, "sf-menu")}</div><div id="ctl00_ticker">{ticker}</div></div>
<div id="ctl00_ContentPlaceHolder1_pnl"><h2><span id="ctl00_ContentPlaceHolder1_lblTitle" class="newstitle">{s.title}</span></h2>
<span id="ctl00_ContentPlaceHolder1_lblWriter" class="writer">{s.byline}</span> <span id="ctl00_ContentPlaceHolder1_lblDate" class="newsdate">{s.shown}</span>
<div class="imgbox"><img id="ctl00_img" src="8.jpg" alt="" /><span class="imgcaption">{s.caption}</span></div>
<div id="ctl00_ContentPlaceHolder1_lblDetails" class="newsdetails">{body}</div>
<div class="rating">تقييم الخبر: <span>4.2</span> عدد القراءات: 1204</div></div>
<div id="ctl00_left"><div class="boxtitle">استطلاع الرأي</div><p>هل تؤيد زيادة عدد أيام المعرض السنوي للكتاب هذا العام؟</p><label>نعم</label><label>لا</label></div>
<div id="ctl00_footer">{RIGHTS} © {s.outlet}</div></form></body></html>"""


def live_page(s: Story) -> str:
    """A page of the news department with schema.org marks in the elements themselves."""
    body = "".join(
        f'<div class="paragraph" itemprop="articleBody"><p dir="rtl">{p}</p></div>' for p in s.body
    )
    cards = "".join(
        f'<a class="card" href="/c"><span class="card-title">{t}</span><time datetime="2025-10-0{i + 1}">قبل قليل</time></a>'
        for i, t in enumerate(RELATED)
    )
    return f"""<!DOCTYPE html><html lang="ar"><head><meta charset="utf-8"><title>{s.title} | {s.outlet}</title><meta name="twitter:title" content="{s.title}"></head>
<body><div class="breaking"><strong>عاجل</strong><p>{RELATED[4]}</p></div><header><nav>{_menu(NAV, "nav")}</nav></header>
<div class="page"><section itemscope itemtype="https://schema.org/NewsArticle"><meta itemprop="datePublished" content="{s.day}T06:30:00Z"><meta itemprop="dateModified" content="{s.day}T16:30:00Z">
<h1 itemprop="headline">{s.title}</h1><div class="credits"><span itemprop="author" itemscope itemtype="https://schema.org/Person"><span itemprop="name">{s.byline}</span></span>
<span itemprop="publisher" itemscope itemtype="https://schema.org/Organization"><meta itemprop="name" content="{s.outlet}"></span></div>
<div class="toolbar"><button>استمع</button><button>حجم الخط</button><span>مشاركة</span></div>
<picture><img src="1.webp"></picture><div class="image-caption"><span>{s.caption}</span></div>{body}
<div class="follow"><p>تابعوا {s.outlet} على تطبيقات التواصل لمعرفة آخر الأخبار لحظة بلحظة</p></div></section>
<section class="cards"><h2>قد يهمك أيضا</h2>{cards}</section></div>
<footer><ul><li>سياسة الخصوصية</li><li>شروط الاستخدام</li></ul><small>{RIGHTS}</small></footer></body></html>"""


def tabloid(s: Story) -> str:
    """A tabloid: boxes, embeds and buttons between the paragraphs, long lists around them."""
    boxes = (
        f'<div class="read-more-box"><span>اقرأ أيضًا</span><a href="/1">{RELATED[0]}</a></div>',
        '<blockquote class="twitter-tweet"><a href="https://social.example/status/1"></a></blockquote>',
        '<div class="ad-slot" id="gpt-1"><script>googletag.cmd.push(1)</script></div>',
        f'<div class="whats-app-join"><a href="/w">انضم إلى قناة {s.outlet} على التطبيق</a></div>',
    )
    body = "".join(f"<p>{p}</p>{boxes[i % len(boxes)]}" for i, p in enumerate(s.body))
    lists = "".join(
        f'<div class="bigOneSec"><h3><a href="/b">{t}</a></h3><p>{t}، تفاصيل وصور في التقرير التالي من مندوبنا</p></div>'
        for t in RELATED
    )
    return f"""<!DOCTYPE html><html lang="ar"><head><meta charset="utf-8"><title>{s.title} - {s.outlet}</title><meta property="og:title" content="{s.title}">
<meta property="og:site_name" content="{s.outlet}"><meta property="og:url" content="https://manara.example/story/{s.path}/x/771"><meta name="author" content="admin"></head>
<body><div class="topbar">{_menu(NAV, "nav-list")}</div><div class="container"><div class="row"><div class="col-xs-8">
<article><div class="img-cont"><img src="t.jpg" alt="{s.caption}"><span class="img-cap">{s.caption}</span></div><h1>{s.title}</h1>
<div class="newsStoryDate">{s.shown} 09:00 م</div><div class="writeBy">كتب {s.byline}</div>
<div id="articleBody">{body}</div>
<div class="tags"><h3>الكلمات الدلالية</h3><a>أخبار اليوم</a><a>خدمات</a></div></article>
<div class="fb-comments"><h4>التعليقات</h4><p>{COMMENT}</p></div></div>
<div class="col-xs-4"><div class="most">{_menu(READ, "most-list")}</div>{lists}</div></div></div><footer>{RIGHTS}</footer></body></html>"""


def institution(s: Story) -> str:
    """A ministry's or party's site: bare sections, no data in the head, text in one column."""
    body = "".join(
        f'<section class="rich-text"><p><span lang="AR-SA">{p}</span></p></section>' for p in s.body
    )
    return f"""<!DOCTYPE html><html lang="ar"><head><meta charset="utf-8"><title>{s.outlet} | {s.title}</title></head>
<body><a class="skip" href="#m">تجاوز إلى المحتوى</a><div role="banner"><div class="logo">{s.outlet}</div><div role="navigation">{_menu(NAV, "mega")}</div></div>
<div id="m" role="main"><ol class="breadcrumb"><li>الرئيسية</li><li>المركز الإعلامي</li><li>الأخبار</li></ol>
<h1>{s.title}</h1><p class="date"><time datetime="{s.day}">{s.shown}</time></p>{body}
<div class="social"><span>شارك الصفحة</span></div><div class="feedback"><p>هل كانت هذه الصفحة مفيدة لك؟ أخبرنا برأيك لنطور خدماتنا الرقمية</p></div></div>
<div role="contentinfo"><p>{RIGHTS} {s.outlet}</p><p>آخر تحديث للموقع: 1 يناير 2026</p></div></body></html>"""


KINDS: dict[str, Callable[[Story], str]] = {
    f.__name__: f
    for f in (
        newspaper_theme,
        broadcaster,
        agency,
        table_portal,
        blog,
        mobile_page,
        form_portal,
        live_page,
        tabloid,
        institution,
    )
}


def page(kind: str, story: Story) -> bytes:
    """Return the page as its server would send it."""
    codec = "cp1256" if kind == "table_portal" else "utf-8"
    return KINDS[kind](story).encode(codec)

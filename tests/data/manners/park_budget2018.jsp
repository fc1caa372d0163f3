<%@ page language="java" contentType="text/html; charset=UTF-8"
	pageEncoding="UTF-8"%>
<%@ taglib prefix="c" uri="http://java.sun.com/jsp/jstl/core"%>
<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN" "http://www.w3.org/TR/html4/loose.dtd">
<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=UTF-8">
<meta name="keywords" content="${newsKeyWord}">
<meta name="description" content="${newsTitle}">
<meta http-equiv="pragma" content="no-cache">
<meta http-equiv="cache-control" content="no-cache">
<meta http-equiv="expires" content="0">
<link rel="icon" href="${pageContext.request.contextPath}/favicon.ico"
	type="image/x-icon" />
<link rel="shortcut icon"
	href="${pageContext.request.contextPath}/favicon.ico"
	type="image/x-icon" />
<link rel="stylesheet" type="text/css"
	href="${pageContext.request.contextPath}/css/main.css" />
<link rel="stylesheet" type="text/css"
	href="${pageContext.request.contextPath}/css/news.css" />
<script src="${pageContext.request.contextPath}/js/jquery-1.10.2.min.js"></script>
<script src="${pageContext.request.contextPath}/js/main.js"></script>
<script type="text/javascript">
</script>
<style>
#download{
margin: 0 auto;
height: 100px;
 text-decoration:none;  
    background:#2f435e;  
    color:#f2f2f2;  
    padding: 15px 60px 15px 60px;  
    font-size:16px;  
    font-family: 微软雅黑,宋体,Arial,Helvetica,Verdana,sans-serif;  
    font-weight:bold;  
    border-radius:3px;  
   border: 1px solid #afc5dd
    -webkit-transition:all linear 0.30s;  
    -moz-transition:all linear 0.30s;  
    transition:all linear 0.30s;  
}
/*.download:hover { background:#385f9e; }
.download_div{
width: 200px;
margin: 0 auto;

margin-top:100px; height:40px;
}*/
.contenttext
{font-family: 宋体,SimSun;
text-align:left;
    font-size: 15px;}
</style>
</style>
<title>重庆市山地公园管理委员会</title>
</head>

<body onload="loadExternalResource()"  topmargin="0"ondragstart="return true">
<!-- 禁止复制 -->
<!-- <body onload="loadExternalResource()"  topmargin="0" oncontextmenu="return false" 
	ondragstart="return false" onselectstart ="return false" 
	oncopy="document.selection.empty()" onbeforecopy="return false"> -->
	<div class="bg_w1284">
		<div class="wrap">
			<!--header Start-->
			<c:import url="/index.do?action=getHeader"></c:import>
			<!--header End-->
			<!--content Start--> 
			<div class="content">
				<div class="clearfix">
					<!--mainList Start-->
					<div  id="lH">
						<div class="breadCutNav">
							<b class="icon_home"></b> <span>当前位置：</span> <a
								href="${pageContext.request.contextPath}/index.html">首页</a> <span>
								&gt;</span>
							
								<a href="javascript:;" class="cur">重庆市山地公园管理委员会2018年部门预算情况说明</a>
						</div>
						<div class="blank_7px"></div>
						<div class="newsDetail">
							<h2>重庆市山地公园管理委员会2018年部门预算情况说明</h2>
							<p class="dotLine_2px"></p>
							<div class="contenttext" style="font-size:13px;">更新时间：2018-03-09</div>


																																																																																																																																																																																																																																<div style="height:765px; overflow:scroll; "><p>						</p><p><span style="font-family: 宋体,SimSun; font-size: 16px;">&nbsp;&nbsp;&nbsp; 一、单位基本情况<br>&nbsp;&nbsp;&nbsp; 重庆市山地公园管理委员会是在2009年政府机构改革中，根据市委、市政府关于统筹全市山地公园、城市绿道和生态步道建设管理的要求，对原市园林局、林业局、市政委有关职责进行整合，组建成立的市政府派出机构(以下简称市山地公园委)。<br>&nbsp;&nbsp;&nbsp; （一）职能职责。<br>&nbsp;&nbsp;&nbsp; 根据“三定”方案，市山地公园委主要有以下职责:<br>&nbsp;&nbsp;&nbsp; １、负责组织拟订全市山地公园发展战略和政策，组织编制山地公园、山城步道体系规划，并监督实施。<br>&nbsp;&nbsp;&nbsp; ２、负责起草山地公园保护管理地方性法规、政府规章草案，拟订山地公园建设、养护技术标准。<br>&nbsp;&nbsp;&nbsp; ３、承担山地公园生态资源保护责任，组织开展古树名木、珍稀植物资源普查、监测和复壮工作。<br>&nbsp;&nbsp;&nbsp; ４、承担市级山地公园、索道、步道等设施的建设和安全监管责任，组织隐患排查治理和应急处置。<br>&nbsp;&nbsp;&nbsp; ５、负责提出山地公园固定资产投资规模和方向、财政性资金安排意见，负责所属单位国有资产的监督管理。<br>&nbsp;&nbsp;&nbsp; ６、负责山地公园森林防火、地质灾害防治和有害生物防控的组织协调。<br>&nbsp;&nbsp;&nbsp; ７、指导区县山地公园建设管理和游客服务工作，组织公园星级评定。<br>&nbsp;&nbsp;&nbsp; ８、推动山地公园科普教育、志愿服务和信息化建设，负责对外交流合作。<br>&nbsp;&nbsp;&nbsp; （二）单位构成。<br>&nbsp;&nbsp;&nbsp; 纳入重庆市山地公园管理委员会部门预算的单位主要是重庆市山地公园管理委员会机关本级及下属的5个二级事业单位组成，具体明细如下:<br>&nbsp;&nbsp;&nbsp; 重庆市山地公园管理委员会机关(包括办公室、规划处、建设处、资源保护处、安监处、财务处、人事处、科技宣传处、机关党委9个内设处室)<br>&nbsp;&nbsp;&nbsp; 重庆市歌马山公园管理处(包含重庆市歌马山公园管理处机关、重庆市歌马山古树名木保护站２个三级预算单位)<br>&nbsp;&nbsp;&nbsp; 重庆市云篆台山地公园管理处<br>&nbsp;&nbsp;&nbsp; 重庆市山城步道建设服务中心<br>&nbsp;&nbsp;&nbsp; 重庆市公园索道安全监测站<br>&nbsp;&nbsp;&nbsp; 重庆市山地植物园<br>&nbsp;&nbsp;&nbsp; 二、部门预算情况说明<br>&nbsp;&nbsp;&nbsp; 2018年一般公共预算财政拨款收入28745.63万元，一般公共预算财政拨款支出28745.63万元，比2017年增加3126.85万元。其中：基本支出9863.27万元，比2017年增加742.19万元，主要原因是职工人数增加、公用经费定额调标等,主要用于保障在职人员工资福利及社会保险缴费,离退休人员离退休费及生活补助,保障部门正常运转的各项商品服务支出;项目支出18882.36万元，比2017年增加2384.66万元，主要原因是新开工歌马山南坡步道工程、索道大修等重点项目增加,主要用于山城步道建设7650万元、公园养护管理5284.5万元、古树名木保护868万元、索道安全检测与大修2346.86万元、森林防火与有害生物防控1733万元、智慧公园建设1000万元等重点工作。<br>&nbsp;&nbsp;&nbsp; 2018年政府性基金预算收入4200万元，政府性基金预算支出4200万元，比2017年减少1600万元，主要原因是国有土地使用权出让收入安排的公园征地拆迁支出减少,主要用于云篆台山地公园二期征地补偿。<br>&nbsp;&nbsp;&nbsp; 三、“三公”经费情况说明<br>&nbsp;&nbsp;&nbsp; 2018年“三公”经费预算386.4万元,比2017年减少41.75万元。其中:因公出国(境)费用25万元,与2017年一致;公务接待费62.8万元，比2017年减少11.15万元,主要是根据中央“八项规定”,严格控制接待范围和标准;公务用车运行维护费278.6万元，比2017年减少50.6万元,主要是根据公务用车改革精神,压缩车辆编制12辆;公务用车购置费20万元,比2017年增加20万元，主要是更新1辆森林防火巡查车。<br>&nbsp;&nbsp;&nbsp; 四、其他重要事项的情况说明<br>&nbsp;&nbsp;&nbsp; １.机关运行经费情况。2018年一般公共预算财政拨款运行经费1384.52万元，比上年增加96.3万元，主要原因为市级部门公用经费标准统一提高。主要用于:办公费及印刷费、邮电费、水电费、会议培训费、专用燃料费及其他商品和服务支出。<br>&nbsp;&nbsp;&nbsp; ２.政府采购情况。所属各预算单位政府采购预算总额4917.28万元，其中：政府采购货物预算826.48万元、政府采购工程预算2650万元、政府采购服务预算1440.8万元。<br>&nbsp;&nbsp;&nbsp; ３.绩效目标设置情况。2018年项目支出均实行了绩效目标管理，涉及一般公共预算当年财政拨款18882.36万元。<br>&nbsp;&nbsp;&nbsp; ４.国有资产占有情况。截至2017年12月，所属各预算单位共有车辆96辆，其中一般公务用车38辆、执法执勤用车16辆、特种专业技术用车42辆；单价50万元以上通用设备11台（套），单价100万元以上专用设备8台（套）。<br>&nbsp;&nbsp;&nbsp; 五、专业性名词解释<br>&nbsp;&nbsp;&nbsp; 以下为常见专业名词解释，部门应根据实际情况进行解释和增减。<br>&nbsp;&nbsp;&nbsp; （一）财政拨款收入：指本年度从本级财政部门取得的财政拨款，包括一般公共预算财政拨款和政府性基金预算财政拨款。<br>&nbsp;&nbsp;&nbsp; （二）其他收入：指单位取得的除“财政拨款收入”、“事业收入”、“经营收入”等以外的收入。<br>&nbsp;&nbsp;&nbsp; （三）基本支出：指为保障机构正常运转、完成日常工作任务而发生的人员经费和公用经费。<br>&nbsp;&nbsp;&nbsp; （四）项目支出：指在基本支出之外为完成特定行政任务和事业发展目标所发生的支出。<br>&nbsp;&nbsp;&nbsp; （五）“三公”经费：指用一般公共预算财政拨款安排的因公出国（境）费、公务用车购置及运行维护费、公务接待费。其中，因公出国（境）费反映单位公务出国（境）的国际旅费、国外城市间交通费、住宿费、伙食费、培训费、公杂费等支出；公务用车购置费反映单位公务用车购置支出（含车辆购置税）；公务用车运行维护费反映单位按规定保留的公务用车燃料费、维修费、过路过桥费、保险费、安全奖励费用等支出；公务接待费反映单位按规定开支的各类公务接待（含外宾接待）支出。</span></p><p><br></p><p style="text-align: center;"><img width="750" height="843" title="" style="width: 750px; height: 843px;" src="http://www.sdgy.example.cn:8080/resource/textnews/20180309/93721520404823043.gif" border="0" vspace="0" hspace="0"></p><p style="text-align: center;"><img width="750" height="789" title="" style="width: 750px; height: 789px;" src="http://www.sdgy.example.cn:8080/resource/textnews/20180309/95601520404708305.gif" border="0" vspace="0" hspace="0"></p><p style="text-align: center;"><img width="750" height="773" title="" style="width: 750px; height: 773px;" src="http://www.sdgy.example.cn:8080/resource/textnews/20180309/34471520404421857.gif" border="0" vspace="0" hspace="0"></p><p style="text-align: center;"><span style="font-family: 宋体,SimSun; font-size: 16px;"><img width="559" height="224" title="" style="width: 559px; height: 224px;" src="http://www.sdgy.example.cn:8080/resource/textnews/20180309/83961520404929076.gif" border="0" vspace="0" hspace="0"></span></p><p style="text-align: center;"><span style="font-family: 宋体,SimSun; font-size: 16px;"><img width="750" height="301" title="" style="width: 750px; height: 301px;" src="http://www.sdgy.example.cn:8080/resource/textnews/20180309/70751520405155339.gif" border="0" vspace="0" hspace="0"></span></p><p style="text-align: center;"><img width="750" height="652" title="" style="width: 750px; height: 652px;" src="http://www.sdgy.example.cn:8080/resource/textnews/20180309/12491520403933826.gif" border="0" vspace="0" hspace="0"></p><p style="text-align: center;"><img width="750" height="815" title="" style="width: 750px; height: 815px;" src="http://www.sdgy.example.cn:8080/resource/textnews/20180309/82151520404494569.gif" border="0" vspace="0" hspace="0"></p><p style="text-align: center;"><img width="750" height="798" title="" style="width: 750px; height: 798px;" src="http://www.sdgy.example.cn:8080/resource/textnews/20180309/52551520404574394.gif" border="0" vspace="0" hspace="0"></p><p><span id="_baidu_bookmark_end_5" style="line-height: 0px; display: none;">&zwj;</span><span id="_baidu_bookmark_end_3" style="line-height: 0px; display: none;">&zwj;</span> </p></div>

						</div>
					</div>
					<!--mainList End-->
				</div>
				<!--partC Start-->
				<%@ include file="/WEB-INF/pages/common/friendLink.jsp"%>
				<!--partC End-->
			</div>
			<!--content End-->
		</div>
		<!--footer Start-->
		<%@ include file="/WEB-INF/pages/common/footer.jsp"%>
		<!--footer End-->
	</div>
</body>
</html>